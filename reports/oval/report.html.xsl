<?xml version="1.0" encoding="UTF-8"?>
<!--
  Results of OVAL definitions: one HTML file that needs nothing else. Its document has `definitions` in place of `summary` and `rules`
  (reports/README.md); tests and what was found are those of every report.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/rules.xsl"/>

  <xsl:variable name="kind">OVAL results</xsl:variable>

  <xsl:template match="r:report" mode="contents">
    <li><a href="#summary">Summary</a></li>
    <xsl:apply-templates select="r:definitions/r:group" mode="contents"/>
  </xsl:template>

  <xsl:template match="r:definitions/r:group" mode="contents">
    <li><a href="#group-{position()}"><xsl:value-of select="concat(@result, ' (', @count, ')')"/></a></li>
  </xsl:template>

  <xsl:template match="r:report" mode="main">
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Summary</h2>
      <p><xsl:value-of select="concat('Definitions evaluated: ', r:definitions/@count)"/><xsl:apply-templates select="r:definitions/r:group" mode="count"/></p>
      <p class="note">A definition is true where its criteria are met. Whether that is good is for its class to say: of a vulnerability or a patch it is not.</p>
      <dl class="facts">
        <dt>File</dt><dd><xsl:value-of select="r:content/@file"/></dd>
        <xsl:apply-templates select="r:target/r:fact"/>
      </dl>
    </section>
    <xsl:apply-templates select="r:definitions/r:group"/>
  </xsl:template>

  <xsl:template match="r:definitions/r:group" mode="count"><xsl:value-of select="concat('; ', @result, ': ', @count)"/></xsl:template>

  <xsl:template match="r:fact"><dt><xsl:value-of select="@name"/></dt><dd><xsl:value-of select="."/></dd></xsl:template>

  <xsl:template match="r:definitions/r:group">
    <section id="group-{position()}" aria-labelledby="group-{position()}-title">
      <h2 id="group-{position()}-title"><xsl:value-of select="concat(@result, ' (', @count, ')')"/></h2>
      <xsl:apply-templates select="r:definition"/>
    </section>
  </xsl:template>

  <xsl:template match="r:definition">
    <details class="rule" id="definition-{@id}">
      <summary>
        <span class="tag met-{../@met}"><xsl:value-of select="../@result"/></span>
        <span class="name"><xsl:value-of select="@title"/><span class="id mono"><xsl:value-of select="@id"/></span></span>
        <span class="tag {@evidence}"><xsl:value-of select="@evidence"/></span>
      </summary>
      <div class="body">
        <p class="note"><xsl:value-of select="concat('Class ', @class, ', evidence ', @evidence)"/></p>
        <xsl:apply-templates select="r:reason"/>
        <xsl:apply-templates select="r:tests"/>
      </div>
    </details>
  </xsl:template>

</xsl:stylesheet>
