<?xml version="1.0" encoding="UTF-8"?>
<!-- A catalogue of assessments on one page; each line leads to its report. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="../common/page.xsl"/>

  <xsl:variable name="kind">Assessed images</xsl:variable>

  <xsl:template match="r:report" mode="contents">
    <li><a href="#summary">Assessments</a></li>
    <xsl:if test="r:catalog/r:unreadable"><li><a href="#unreadable">Not readable</a></li></xsl:if>
  </xsl:template>

  <xsl:template match="r:report" mode="main"><xsl:apply-templates select="r:catalog"/></xsl:template>

  <xsl:template match="r:catalog">
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Assessments (<xsl:value-of select="@count"/>)</h2>
      <xsl:if test="@first"><p><xsl:value-of select="concat('Assessed from ', @first, ' to ', @last, '.')"/></p></xsl:if>
      <form class="filter" id="table-filter" hidden="hidden">
        <input type="search" name="words" aria-label="Words to look for" placeholder="Search images, content, gate"/>
        <span id="table-count" role="status"></span>
      </form>
      <div class="wide">
        <table class="sortable" id="catalog">
          <caption>Open findings by category; decided by evidence: rules whose pass or fail the image itself shows, in percent of those that apply.</caption>
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col">Content</th>
              <th scope="col">Assessed</th>
              <th scope="col">Gate</th>
              <th scope="col" class="n">CAT I</th>
              <th scope="col" class="n">CAT II</th>
              <th scope="col" class="n">CAT III</th>
              <th scope="col" class="n">Not reviewed</th>
              <th scope="col" class="n">Error</th>
              <th scope="col" class="n">N/A</th>
              <th scope="col" class="n">Rules</th>
              <th scope="col" class="n">Evidence %</th>
              <th scope="col" class="n">CORA %</th>
            </tr>
          </thead>
          <tbody><xsl:apply-templates select="r:assessment"/></tbody>
        </table>
      </div>
    </section>
    <xsl:if test="r:unreadable">
      <section id="unreadable" aria-labelledby="unreadable-title">
        <h2 id="unreadable-title">Not readable</h2>
        <p class="verdict unfit">These results are not in the table above.</p>
        <table class="stack">
          <thead><tr><th scope="col">File</th><th scope="col">Why</th></tr></thead>
          <tbody><xsl:apply-templates select="r:unreadable"/></tbody>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:assessment">
    <tr>
      <th scope="row"><a href="{@report}"><xsl:value-of select="@target"/></a>
        <xsl:if test="string(@os)"><span class="names"><xsl:value-of select="@os"/><xsl:if test="@platform"><xsl:value-of select="concat(', ', @platform)"/></xsl:if></span></xsl:if>
        <xsl:if test="@digest"><span class="names mono"><xsl:value-of select="substring(@digest, 1, 19)"/>…</span></xsl:if></th>
      <td><xsl:value-of select="concat(@content, ' ', @version)"/><xsl:if test="@profile"><span class="names"><xsl:value-of select="@profile"/></span></xsl:if></td>
      <td class="date"><xsl:value-of select="substring(@time, 1, 10)"/></td>
      <td><span class="tag gate-{@gate}"><xsl:value-of select="@gate-title"/></span><xsl:if test="@void"><span class="names"><xsl:value-of select="concat(@void, ' void answers')"/></span></xsl:if></td>
      <td class="n"><xsl:if test="@cat-1 != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@cat-1"/></td>
      <td class="n"><xsl:if test="@cat-2 != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@cat-2"/></td>
      <td class="n"><xsl:if test="@cat-3 != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@cat-3"/></td>
      <td class="n"><xsl:value-of select="@not-reviewed"/></td>
      <td class="n"><xsl:value-of select="@error"/></td>
      <td class="n"><xsl:value-of select="@not-applicable"/></td>
      <td class="n"><xsl:value-of select="@rules"/></td>
      <td class="n"><xsl:value-of select="@evidence"/></td>
      <td class="n"><xsl:value-of select="@risk-value"/><span class="names"><xsl:value-of select="@risk"/></span></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:unreadable">
    <tr><th scope="row" class="mono"><xsl:value-of select="@file"/></th><td><xsl:value-of select="."/></td></tr>
  </xsl:template>

</xsl:stylesheet>
