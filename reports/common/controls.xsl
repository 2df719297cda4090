<?xml version="1.0" encoding="UTF-8"?>
<!-- Controls of SP 800-53 by family: how many of the mapped rules pass, and the worst that is open. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <!-- The page that rules are on, where it is not this one. -->
  <xsl:param name="rules-page"/>

  <xsl:template match="r:controls" mode="contents">
    <li><a href="#controls-{@revision}">
      <xsl:text>Controls</xsl:text>
      <xsl:if test="preceding-sibling::r:controls"><xsl:value-of select="concat(' (', @revision-title, ')')"/></xsl:if>
    </a></li>
  </xsl:template>

  <xsl:template match="r:controls">
    <section id="controls-{@revision}" aria-labelledby="controls-title-{@revision}">
      <h2 id="controls-title-{@revision}">Controls, <xsl:value-of select="@revision-title"/></h2>
      <p>NIST SP 800-53 <xsl:value-of select="@revision-title"/>, by the CCIs of the rules. “2 of 3” means that two of three mapped rules that apply pass; no control is satisfied by rules alone.<xsl:text> </xsl:text>
        <xsl:apply-templates select="r:coverage"/></p>
      <xsl:if test="r:family/@controls">
        <div class="wide"><table>
          <caption>Controls that rules map to, by family. “No open findings” says only that no rule fails.</caption>
          <thead><tr><th scope="col">Family</th><th scope="col" class="n">Controls</th><th scope="col" class="n">Open</th><th scope="col" class="n">Undecided</th><th scope="col" class="n">No open findings</th><th scope="col" class="n">Not applicable</th></tr></thead>
          <tbody><xsl:apply-templates select="r:family" mode="row"/></tbody>
        </table></div>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="preceding-sibling::r:controls">
          <details class="section fold" open="open">
            <summary>The same by <xsl:value-of select="@revision-title"/></summary>
            <xsl:apply-templates select="r:family"/>
          </details>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="r:family"/></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="r:unmapped"/>
    </section>
  </xsl:template>

  <xsl:template match="r:coverage">
    <xsl:if test="position() = 1">Rules map to </xsl:if>
    <xsl:value-of select="concat(@touched, ' of the ', @all, ' controls of the ', @baseline, ' baseline')"/>
    <xsl:choose><xsl:when test="position() = last()">.</xsl:when><xsl:otherwise>, </xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:template match="r:family" mode="row">
    <tr>
      <th scope="row"><a href="#family-{../@revision}-{@id}"><xsl:value-of select="concat(@id, ' ', @title)"/></a></th>
      <td class="n"><xsl:value-of select="@controls"/></td>
      <td class="n"><xsl:if test="@open != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@open"/></td>
      <td class="n"><xsl:value-of select="@undecided"/></td>
      <td class="n"><xsl:value-of select="@no-open-findings"/></td>
      <td class="n"><xsl:value-of select="@not-applicable"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:family">
    <h3 id="family-{../@revision}-{@id}"><xsl:value-of select="concat(@id, ' ', @title)"/></h3>
    <table class="stack">
      <thead>
        <tr>
          <th scope="col" style="width: 6.5rem">Control</th>
          <th scope="col">Title</th>
          <th scope="col" style="width: 11rem">Baselines</th>
          <th scope="col" style="width: 8rem">Rules passing</th>
          <th scope="col" style="width: 11.5rem">As far as rules go</th>
          <th scope="col" style="width: 26%">Rules not passing</th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="r:control"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="r:control">
    <tr id="control-{@anchor}">
      <th scope="row"><xsl:value-of select="@id"/></th>
      <td><xsl:value-of select="@title"/>
        <xsl:if test="@withdrawn"><span class="names">withdrawn<xsl:value-of select="@withdrawn"/></span></xsl:if>
        <xsl:if test="@statements"><span class="names"><xsl:value-of select="@statements"/></span></xsl:if></td>
      <td data-name="Baselines"><xsl:value-of select="@baselines"/></td>
      <td data-name="Rules passing"><xsl:if test="@applicable != 0"><xsl:value-of select="concat(@passing, ' of ', @applicable)"/></xsl:if>
        <xsl:if test="@not-applicable != 0"><span class="names"><xsl:value-of select="concat(@not-applicable, ' not applicable')"/></span></xsl:if></td>
      <td><span class="tag {@state}"><xsl:value-of select="@state-title"/></span>
        <xsl:if test="@worst"><xsl:text> </xsl:text><span class="names"><xsl:value-of select="concat(@open, ' open, worst ', @worst)"/></span></xsl:if></td>
      <td><xsl:apply-templates select="r:see[position() &lt;= 4]"/>
        <xsl:if test="r:see[5]">
          <details class="section fold" open="open">
            <summary><xsl:value-of select="concat('and ', count(r:see) - 4, ' more')"/></summary>
            <xsl:apply-templates select="r:see[position() &gt; 4]"/>
          </details>
        </xsl:if></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:see">
    <a class="line" href="{$rules-page}#rule-{@rule}"><xsl:value-of select="@title"/></a>
  </xsl:template>

  <xsl:template match="r:unmapped">
    <p class="note"><xsl:value-of select="@title"/>: <xsl:value-of select="."/></p>
  </xsl:template>

</xsl:stylesheet>
