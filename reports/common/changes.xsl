<?xml version="1.0" encoding="UTF-8"?>
<!-- Changes since an earlier assessment: what else changed, and each rule before and now with what was found. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <!-- The context is the element that holds cause and package. -->
  <xsl:template name="causes">
    <xsl:choose>
      <xsl:when test="r:cause">
        <table class="stack">
          <caption>What changed beside the rules.</caption>
          <thead><tr><th scope="col" style="width: 16rem">What</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
          <tbody><xsl:apply-templates select="r:cause"/></tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p>Image, content, program and answers are the same.</p></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="r:package">
      <details class="section fold" open="open">
        <summary><xsl:value-of select="concat('Packages that changed (', count(r:package), ')')"/></summary>
        <table class="stack">
          <thead><tr><th scope="col">Package</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
          <tbody><xsl:apply-templates select="r:package"/></tbody>
        </table>
      </details>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:cause | r:package">
    <tr>
      <th scope="row"><xsl:value-of select="@name"/></th>
      <td data-name="Before"><span class="break"><xsl:value-of select="@before"/></span><xsl:if test="not(string(@before))">none</xsl:if></td>
      <td data-name="Now"><span class="break"><xsl:value-of select="@now"/></span><xsl:if test="not(string(@now))">none</xsl:if></td>
    </tr>
  </xsl:template>

  <!-- The context is an element `changed`. -->
  <xsl:template name="changes-table">
    <table class="stack">
      <thead><tr><th scope="col" style="width: 5.2rem">Category</th><th scope="col" style="width: 28%">Rule</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col" style="width: 18%">Why</th></tr></thead>
      <tbody><xsl:apply-templates select="r:change"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="r:change">
    <tr>
      <td><span class="tag"><xsl:value-of select="@category"/></span></td>
      <th scope="row">
        <xsl:choose>
          <xsl:when test="@rule"><a href="#rule-{@rule}"><xsl:value-of select="@title"/></a></xsl:when>
          <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
        </xsl:choose>
        <span class="names mono"><xsl:if test="@old-id"><xsl:value-of select="concat(@old-id, ' → ')"/></xsl:if><xsl:value-of select="@id"/></span>
      </th>
      <td data-name="Before"><xsl:apply-templates select="r:was"/><xsl:if test="not(r:was)">–</xsl:if></td>
      <td data-name="Now"><xsl:apply-templates select="r:is"/><xsl:if test="not(r:is)">–</xsl:if></td>
      <td data-name="Why"><xsl:value-of select="@why"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:was | r:is">
    <span class="tag result-{@result}"><xsl:if test="self::r:was"><xsl:value-of select="../@before"/></xsl:if><xsl:if test="self::r:is"><xsl:value-of select="../@now"/></xsl:if></span>
    <span class="note"><xsl:value-of select="concat(' ', @evidence)"/></span>
    <span class="names"><xsl:value-of select="."/></span>
    <xsl:if test="@answer"><span class="names">Answer: <xsl:value-of select="@answer"/></span></xsl:if>
  </xsl:template>

</xsl:stylesheet>
