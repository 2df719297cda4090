<?xml version="1.0" encoding="UTF-8"?>
<!-- Prose of the content (descriptions, rationales, fixes): the few elements that the report document lets through, as HTML. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:template match="r:p"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="r:pre"><pre><xsl:apply-templates/></pre></xsl:template>
  <xsl:template match="r:ul"><ul><xsl:apply-templates/></ul></xsl:template>
  <xsl:template match="r:ol"><ol><xsl:apply-templates/></ol></xsl:template>
  <xsl:template match="r:li"><li><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="r:code"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="r:em"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="r:strong"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="r:br"><br/></xsl:template>

</xsl:stylesheet>
