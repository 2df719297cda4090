<?xml version="1.0" encoding="UTF-8"?>
<!-- What changed between two assessments: causes first, then rules, what got worse on top. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/changes.xsl"/>

  <xsl:variable name="kind">Changes between two assessments</xsl:variable>

  <xsl:template match="r:report" mode="contents">
    <li><a href="#summary">Summary</a></li>
    <xsl:apply-templates select="r:diff/r:changed" mode="contents"/>
  </xsl:template>

  <xsl:template match="r:report" mode="main"><xsl:apply-templates select="r:diff"/></xsl:template>

  <xsl:template match="r:diff">
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Summary</h2>
      <div class="wide">
        <table>
          <caption>The two assessments.</caption>
          <thead>
            <tr><th scope="col">Assessment</th><th scope="col">Time</th><th scope="col">Target</th><th scope="col">Content</th><th scope="col" class="n">Rules</th><th scope="col" class="n">Open CAT I</th><th scope="col" class="n">CAT II</th><th scope="col" class="n">CAT III</th></tr>
          </thead>
          <tbody><xsl:apply-templates select="r:side"/></tbody>
        </table>
      </div>
      <xsl:call-template name="causes"/>
      <xsl:if test="@packages-known = 'no'"><p class="note">Packages are not compared: one of the results does not list them.</p></xsl:if>
      <p><xsl:value-of select="concat(@unchanged, ' rules are the same in both.')"/></p>
    </section>
    <xsl:apply-templates select="r:changed" mode="section"/>
  </xsl:template>

  <xsl:template match="r:side">
    <tr>
      <th scope="row"><xsl:value-of select="@name"/></th>
      <td><xsl:value-of select="@time"/></td>
      <td><xsl:value-of select="@target"/><span class="names mono"><xsl:value-of select="@digest"/></span></td>
      <td><span class="break"><xsl:value-of select="@content"/></span></td>
      <td class="n"><xsl:value-of select="@rules"/></td>
      <td class="n"><xsl:value-of select="@cat-1"/></td>
      <td class="n"><xsl:value-of select="@cat-2"/></td>
      <td class="n"><xsl:value-of select="@cat-3"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:changed" mode="contents">
    <li><a href="#changed-{@kind}"><xsl:value-of select="concat(@title, ' (', @count, ')')"/></a></li>
  </xsl:template>

  <xsl:template match="r:changed" mode="section">
    <section id="changed-{@kind}" aria-labelledby="changed-{@kind}-title">
      <h2 id="changed-{@kind}-title"><xsl:value-of select="concat(@title, ' (', @count, ')')"/></h2>
      <xsl:call-template name="changes-table"/>
    </section>
  </xsl:template>

</xsl:stylesheet>
