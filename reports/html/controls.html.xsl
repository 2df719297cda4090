<?xml version="1.0" encoding="UTF-8"?>
<!-- The controls alone, for those who speak in controls; its rules are those of report.html beside it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/page.xsl"/>
  <xsl:import href="../common/summary.xsl"/>
  <xsl:import href="../common/controls.xsl"/>

  <xsl:variable name="kind">Controls</xsl:variable>
  <xsl:param name="rules-page">report.html</xsl:param>

  <xsl:template match="r:report" mode="contents">
    <li><a href="#summary">Summary</a></li>
    <xsl:apply-templates select="r:controls" mode="contents"/>
    <li><a href="{$rules-page}">Readiness report</a></li>
  </xsl:template>

  <xsl:template match="r:report" mode="main">
    <xsl:apply-templates select="r:summary"/>
    <xsl:apply-templates select="r:controls"/>
  </xsl:template>

</xsl:stylesheet>
