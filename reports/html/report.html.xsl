<?xml version="1.0" encoding="UTF-8"?>
<!--
  The readiness report: one HTML file that needs nothing else, from the report document (reports/README.md).

  One template per element; what is open, sorted or counted was decided before. A second view of an element has a mode.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/summary.xsl"/>
  <xsl:import href="../common/controls.xsl"/>
  <xsl:import href="../common/rules.xsl"/>
  <xsl:import href="../common/changes.xsl"/>

  <xsl:variable name="kind">STIG readiness report</xsl:variable>

  <xsl:template match="r:report" mode="contents">
    <li><a href="#summary">Summary</a></li>
    <xsl:apply-templates select="r:rules/r:group[@status = 'open']" mode="contents"/>
    <xsl:if test="r:answers/r:answered"><li><a href="#answers"><xsl:value-of select="concat('Exceptions (', count(r:answers/r:answered), ')')"/></a></li></xsl:if>
    <xsl:apply-templates select="r:rules/r:group[@status = 'not-applicable']" mode="contents"/>
    <xsl:if test="r:changes"><li><a href="#changes">Changes</a></li></xsl:if>
    <xsl:apply-templates select="r:controls[r:family]" mode="contents"/>
    <li><a href="#rules">Rules</a></li>
    <li><a href="#about">About</a></li>
  </xsl:template>

  <xsl:template match="r:report" mode="main">
    <xsl:apply-templates select="r:summary"/>
    <xsl:apply-templates select="r:rules/r:group[@status = 'open']" mode="findings"/>
    <xsl:apply-templates select="r:answers[r:answered]"/>
    <xsl:apply-templates select="r:rules/r:group[@status = 'not-applicable']" mode="exclusions"/>
    <xsl:apply-templates select="r:changes"/>
    <xsl:apply-templates select="r:controls[r:family]"/>
    <xsl:apply-templates select="r:rules"/>
    <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">About this report</h2>
      <xsl:apply-templates select="r:summary" mode="formulas"/>
      <xsl:apply-templates select="r:target/r:layer[1]" mode="section"/>
      <xsl:apply-templates select="r:diagnostics[r:diagnostic]"/>
      <xsl:apply-templates select="r:integrity"/>
    </section>
  </xsl:template>

  <xsl:template match="r:diagnostics">
    <h3>What the run had to say</h3>
    <table class="stack">
      <thead><tr><th scope="col">Kind</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
      <tbody><xsl:apply-templates select="r:diagnostic"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="r:diagnostic">
    <tr>
      <td><span class="tag {@severity}"><xsl:value-of select="@severity"/></span></td>
      <td class="mono"><xsl:value-of select="@location"/></td>
      <td><xsl:if test="@subject"><code><xsl:value-of select="@subject"/></code>: </xsl:if><xsl:value-of select="."/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:integrity">
    <h3>Integrity</h3>
    <p>The complete result is <code><xsl:value-of select="@file"/></code>, SHA-256 <code><xsl:value-of select="@sha256"/></code>. The same image, content and options give the same bytes.</p>
  </xsl:template>

</xsl:stylesheet>
