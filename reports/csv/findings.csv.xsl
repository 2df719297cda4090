<?xml version="1.0" encoding="UTF-8"?>
<!-- One line per rule (RFC 4180, all fields quoted). A field that a spreadsheet would take for a formula begins with an apostrophe. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" xmlns:str="http://exslt.org/strings"
    exclude-result-prefixes="r str">

  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:strip-space elements="*"/>

  <xsl:template match="/r:report">
    <xsl:text>"Status","Category","Result","Evidence","Rule","Version","Title","Found","Responsible","Provided by","Controls","References","Target","Digest","Assessed"&#13;&#10;</xsl:text>
    <xsl:apply-templates select="r:rules/r:group/r:rule"/>
  </xsl:template>

  <xsl:template match="r:rule">
    <xsl:call-template name="field"><xsl:with-param name="text" select="../@title"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@category"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@result"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@evidence"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@id"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@version"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@title"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="r:reason"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@responsibility"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="@provider"/></xsl:call-template>
    <xsl:text>,"</xsl:text><xsl:apply-templates select="r:control-ref"/><xsl:text>","</xsl:text>
    <xsl:apply-templates select="r:reference"/><xsl:text>"</xsl:text>
    <xsl:call-template name="next"><xsl:with-param name="text" select="/r:report/r:target/@name"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="/r:report/r:target/@digest"/></xsl:call-template>
    <xsl:call-template name="next"><xsl:with-param name="text" select="/r:report/r:run/@end"/></xsl:call-template>
    <xsl:text>&#13;&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="r:control-ref">
    <xsl:if test="position() != 1"><xsl:text>; </xsl:text></xsl:if><xsl:value-of select="@id"/>
  </xsl:template>

  <!-- Only what comes first in a field can be taken for a formula. -->
  <xsl:template match="r:reference">
    <xsl:choose>
      <xsl:when test="position() != 1"><xsl:text>; </xsl:text></xsl:when>
      <xsl:when test="contains('=+-@', substring(normalize-space(.), 1, 1))">'</xsl:when>
    </xsl:choose>
    <xsl:value-of select="str:replace(normalize-space(.), '&quot;', '&quot;&quot;')"/>
  </xsl:template>

  <xsl:template name="next">
    <xsl:param name="text"/>
    <xsl:text>,</xsl:text>
    <xsl:call-template name="field"><xsl:with-param name="text" select="$text"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="field">
    <xsl:param name="text"/>
    <xsl:variable name="line" select="normalize-space($text)"/>
    <xsl:text>"</xsl:text>
    <xsl:if test="$line != '' and contains('=+-@', substring($line, 1, 1))">'</xsl:if>
    <xsl:value-of select="str:replace($line, '&quot;', '&quot;&quot;')"/>
    <xsl:text>"</xsl:text>
  </xsl:template>

</xsl:stylesheet>
