<?xml version="1.0" encoding="UTF-8"?>
<!-- The overview of a readiness guide: what it is, what is in it, and every requirement in full. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:g="urn:stigready:release:1" exclude-result-prefixes="g">

  <xsl:import href="page.xsl"/>

  <xsl:variable name="kind">Readiness guide</xsl:variable>

  <xsl:template match="g:release" mode="main">
    <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">About this guide</h2>
      <xsl:apply-templates select="g:description/g:p"/>
      <xsl:apply-templates select="g:notice[g:p]"/>
      <h3>In this archive</h3>
      <table>
        <thead><tr><th scope="col">File</th><th scope="col">What it is</th></tr></thead>
        <tbody><xsl:apply-templates select="g:file"/></tbody>
      </table>
    </section>
    <section id="categories" aria-labelledby="categories-title">
      <h2 id="categories-title">Requirements by category</h2>
      <table>
        <caption>A requirement with an automated check is decided by a definition in OVAL; the others are for a person.</caption>
        <thead><tr><th scope="col">Category</th><th scope="col">Severity</th><th scope="col" class="n">Requirements</th><th scope="col" class="n">Automated</th></tr></thead>
        <tbody><xsl:apply-templates select="g:category"/></tbody>
      </table>
    </section>
    <section id="index" aria-labelledby="index-title">
      <h2 id="index-title">Index</h2>
      <table>
        <thead><tr><th scope="col">STIG id</th><th scope="col">Requirement</th><th scope="col">Category</th><th scope="col">Title</th></tr></thead>
        <tbody><xsl:apply-templates select="g:rule" mode="index"/></tbody>
      </table>
    </section>
    <section id="requirements" aria-labelledby="requirements-title">
      <h2 id="requirements-title">Requirements</h2>
      <xsl:apply-templates select="g:rule"/>
    </section>
  </xsl:template>

  <xsl:template match="g:notice"><h3>Notice</h3><xsl:apply-templates select="g:p"/></xsl:template>

  <xsl:template match="g:file"><tr><th scope="row" class="mono"><a href="{@name}"><xsl:value-of select="@name"/></a></th><td><xsl:value-of select="."/></td></tr></xsl:template>

  <xsl:template match="g:category">
    <tr><th scope="row"><xsl:value-of select="@name"/></th><td><xsl:value-of select="@severity"/></td><td class="n"><xsl:value-of select="@rules"/></td><td class="n"><xsl:value-of select="@automated"/></td></tr>
  </xsl:template>

  <xsl:template match="g:rule" mode="index">
    <tr>
      <th scope="row"><a href="#{@id}"><xsl:value-of select="@version"/><xsl:if test="not(string(@version))"><xsl:value-of select="@id"/></xsl:if></a></th>
      <td class="mono"><xsl:value-of select="@requirement"/></td>
      <td><xsl:value-of select="@category"/></td>
      <td><xsl:value-of select="g:title"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="g:rule">
    <article id="{@id}" aria-labelledby="{@id}-title">
      <h3 id="{@id}-title"><xsl:value-of select="concat(@version, ' ')"/><xsl:value-of select="g:title"/></h3>
      <p class="mono"><xsl:value-of select="concat(@group, '  ', @id, '  ', @requirement, '  ', @category)"/><xsl:apply-templates select="g:cci"/></p>
      <xsl:apply-templates select="g:discussion[g:p]"/>
      <xsl:apply-templates select="g:check[g:p]"/>
      <xsl:apply-templates select="g:fix[g:p]"/>
    </article>
  </xsl:template>

  <xsl:template match="g:cci"><xsl:value-of select="concat('  ', .)"/></xsl:template>
  <xsl:template match="g:discussion"><h4>Discussion</h4><xsl:apply-templates select="g:p"/></xsl:template>
  <xsl:template match="g:check"><h4>Check</h4><xsl:apply-templates select="g:p"/></xsl:template>
  <xsl:template match="g:fix"><h4>Fix</h4><xsl:apply-templates select="g:p"/></xsl:template>

</xsl:stylesheet>
