<?xml version="1.0" encoding="UTF-8"?>
<!--
  The readiness report: one HTML file that needs nothing else, from the report document (reports/README.md).

  One template per element; what is open, sorted or counted was decided before. A second view of an element has a mode.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/text.xsl"/>
  <xsl:import href="../common/style.xsl"/>
  <xsl:import href="../common/script.xsl"/>
  <xsl:import href="summary.xsl"/>
  <xsl:import href="controls.xsl"/>
  <xsl:import href="rules.xsl"/>

  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
  <xsl:strip-space elements="r:*"/>
  <xsl:preserve-space elements="r:p r:pre r:li r:code r:em r:strong r:reason r:value r:expected"/>

  <!-- A line above and below the page, e.g. a classification marking. -->
  <xsl:param name="banner"/>

  <xsl:template match="/r:report">
    <html lang="en">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <xsl:call-template name="policy"/>
        <title><xsl:value-of select="concat('Readiness of ', r:target/@name)"/></title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <a class="skip" href="#summary">Skip to the summary</a>
        <xsl:call-template name="banner"/>
        <header class="top">
          <div class="page">
            <div>
              <p class="kind">STIG readiness report</p>
              <h1><xsl:value-of select="r:target/@name"/></h1>
              <p class="mono"><xsl:value-of select="r:target/@digest"/><xsl:if test="not(r:target/@digest)">no digest: the target is not addressed by content</xsl:if></p>
            </div>
            <div class="when">
              <p><xsl:value-of select="concat(r:content/@title, ' ', r:content/@version)"/></p>
              <p><xsl:value-of select="r:content/@profile-title"/></p>
              <p><xsl:value-of select="concat('Assessed ', r:run/@end)"/></p>
            </div>
          </div>
        </header>
        <nav class="toc" aria-label="Contents">
          <ul class="page">
            <li><a href="#summary">Summary</a></li>
            <xsl:apply-templates select="r:rules/r:group[@status = 'open']" mode="contents"/>
            <xsl:if test="r:answers/r:answered"><li><a href="#answers">Exceptions</a></li></xsl:if>
            <xsl:apply-templates select="r:rules/r:group[@status = 'not-applicable']" mode="contents"/>
            <xsl:if test="r:changes"><li><a href="#changes">Changes</a></li></xsl:if>
            <xsl:if test="r:controls/r:family"><li><a href="#controls">Controls</a></li></xsl:if>
            <li><a href="#rules">Rules</a></li>
            <li><a href="#about">About</a></li>
          </ul>
        </nav>
        <main class="page">
          <xsl:apply-templates select="r:summary"/>
          <xsl:apply-templates select="r:rules/r:group[@status = 'open']" mode="findings"/>
          <xsl:apply-templates select="r:answers"/>
          <xsl:apply-templates select="r:rules/r:group[@status = 'not-applicable']" mode="exclusions"/>
          <xsl:apply-templates select="r:changes"/>
          <xsl:apply-templates select="r:controls"/>
          <xsl:apply-templates select="r:rules"/>
          <section id="about" aria-labelledby="about-title">
            <h2 id="about-title">About this report</h2>
            <xsl:apply-templates select="r:summary" mode="formulas"/>
            <xsl:apply-templates select="r:diagnostics"/>
            <xsl:apply-templates select="r:integrity"/>
          </section>
        </main>
        <footer class="page">
          <xsl:value-of select="concat(r:tool/@name, ' ', r:tool/@version)"/>. A passing rule is evidence toward a requirement; readiness is not an authorization.
        </footer>
        <xsl:call-template name="banner"/>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="banner">
    <xsl:if test="string($banner)"><div class="banner"><xsl:value-of select="$banner"/></div></xsl:if>
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
