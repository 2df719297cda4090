<?xml version="1.0" encoding="UTF-8"?>
<!-- The revision history of a readiness guide, newest first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:g="urn:stigready:release:1" exclude-result-prefixes="g">

  <xsl:import href="page.xsl"/>

  <xsl:variable name="kind">Revision history</xsl:variable>

  <xsl:template match="g:release" mode="main">
    <section id="releases" aria-labelledby="releases-title">
      <h2 id="releases-title">Releases</h2>
      <table>
        <caption>Newest first.</caption>
        <thead><tr><th scope="col">Release</th><th scope="col">Date</th><th scope="col">Changes</th></tr></thead>
        <tbody><xsl:apply-templates select="g:revision"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="g:revision">
    <tr>
      <th scope="row"><xsl:value-of select="@release"/></th>
      <td><xsl:value-of select="@date"/></td>
      <td><ul><xsl:apply-templates select="g:change"/></ul></td>
    </tr>
  </xsl:template>

  <xsl:template match="g:change"><li><xsl:value-of select="."/></li></xsl:template>

</xsl:stylesheet>
