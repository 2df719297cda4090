<?xml version="1.0" encoding="UTF-8"?>
<!-- Page one: what was assessed by what, how it stands by category, how much of it rests on evidence. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:template match="r:summary">
    <section id="summary" aria-labelledby="summary-title">
      <xsl:apply-templates select="r:verdict"/>
      <h2 id="summary-title">Summary</h2>
      <div class="grid">
        <div>
          <div class="wide">
            <table>
              <caption>Rules by category and status. Rules that the profile does not select are not counted.</caption>
              <thead>
                <tr>
                  <th scope="col">Category</th>
                  <th scope="col" class="n">Open</th>
                  <th scope="col" class="n">Not a finding</th>
                  <th scope="col" class="n">Not applicable</th>
                  <th scope="col" class="n">Not reviewed</th>
                  <th scope="col" class="n">Error</th>
                  <th scope="col" class="n">Rules</th>
                </tr>
              </thead>
              <tbody><xsl:apply-templates select="r:category"/></tbody>
            </table>
          </div>
          <xsl:apply-templates select="r:risk"/>
        </div>
        <div>
          <xsl:apply-templates select="r:evidence"/>
          <xsl:if test="r:responsibility">
            <div class="panel">
              <h3>Who has to meet the requirements</h3>
              <table>
                <thead>
                  <tr><th scope="col">Responsible</th><th scope="col" class="n">Rules</th><th scope="col" class="n">Open</th><th scope="col" class="n">Not decided</th></tr>
                </thead>
                <tbody><xsl:apply-templates select="r:responsibility"/></tbody>
              </table>
            </div>
          </xsl:if>
        </div>
      </div>
      <div class="two">
        <xsl:apply-templates select="../r:target"/>
        <xsl:apply-templates select="../r:content"/>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="r:verdict">
    <p class="verdict {@gate}"><strong><xsl:value-of select="@title"/></strong><xsl:text> </xsl:text><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="r:category">
    <tr>
      <xsl:if test="@name = 'All'"><xsl:attribute name="class">total</xsl:attribute></xsl:if>
      <th scope="row"><xsl:value-of select="@name"/></th>
      <td class="n"><xsl:if test="@open != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@open"/></td>
      <td class="n"><xsl:value-of select="@not-a-finding"/></td>
      <td class="n"><xsl:value-of select="@not-applicable"/></td>
      <td class="n"><xsl:value-of select="@not-reviewed"/></td>
      <td class="n"><xsl:value-of select="@error"/></td>
      <td class="n"><xsl:value-of select="@rules"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:risk">
    <div class="panel">
      <h3>Risk (<xsl:value-of select="@method"/>)</h3>
      <p class="figure"><span class="{@class}"><xsl:value-of select="@rating"/></span><xsl:text> </xsl:text><small><xsl:value-of select="@value"/> %</small></p>
      <p class="note"><xsl:value-of select="."/></p>
      <p class="note">(10 × CAT I + 4 × CAT II + 1 × CAT III) / 15: <xsl:value-of select="@formula"/>. 20 % and more is Very High, 10 % High, above 0 % Moderate; Low if CAT I is 0 % and CAT II and CAT III are each below 5 %; 0 % is Very Low.</p>
    </div>
  </xsl:template>

  <xsl:template match="r:evidence">
    <div class="panel">
      <h3>How the rules were decided</h3>
      <p class="figure"><xsl:value-of select="@percent"/> % <small>decided by evidence: <xsl:value-of select="@note"/></small></p>
      <div class="bar" aria-hidden="true"><xsl:apply-templates select="r:class" mode="bar"/></div>
      <ul class="legend"><xsl:apply-templates select="r:class"/></ul>
    </div>
  </xsl:template>

  <xsl:template match="r:class" mode="bar"><span class="{@name}" style="flex-grow: {@count}"></span></xsl:template>

  <xsl:template match="r:class">
    <li><b><xsl:value-of select="@count"/></b> <span class="tag {@name}"><xsl:value-of select="@title"/></span> <span class="note"><xsl:value-of select="."/></span></li>
  </xsl:template>

  <xsl:template match="r:responsibility">
    <tr>
      <th scope="row"><xsl:value-of select="@name"/></th>
      <td class="n"><xsl:value-of select="@rules"/></td>
      <td class="n"><xsl:if test="@open != 0"><xsl:attribute name="class">n open-count</xsl:attribute></xsl:if><xsl:value-of select="@open"/></td>
      <td class="n"><xsl:value-of select="@undecided"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:target">
    <div>
      <h3>Target</h3>
      <dl class="facts">
        <dt>Name</dt><dd><xsl:value-of select="@name"/></dd>
        <xsl:if test="@digest"><dt>Digest</dt><dd class="mono"><xsl:value-of select="@digest"/></dd></xsl:if>
        <xsl:if test="@source"><dt>Read from</dt><dd><xsl:value-of select="@source"/></dd></xsl:if>
        <xsl:if test="@os"><dt>System</dt><dd><xsl:value-of select="@os"/></dd></xsl:if>
        <xsl:if test="@platform"><dt>Platform</dt><dd><xsl:value-of select="@platform"/></dd></xsl:if>
        <xsl:if test="@architecture"><dt>Architecture</dt><dd><xsl:value-of select="@architecture"/></dd></xsl:if>
        <xsl:if test="@layers"><dt>Layers</dt><dd><a href="{$rules-page}#layers"><xsl:value-of select="@layers"/></a></dd></xsl:if>
        <xsl:if test="@configuration"><dt>Configuration</dt><dd class="mono"><xsl:value-of select="@configuration"/></dd></xsl:if>
        <xsl:if test="@packages"><dt>Packages</dt><dd><xsl:value-of select="@packages"/> listed in the result file</dd></xsl:if>
        <xsl:if test="@owners"><dt>File owners</dt><dd><xsl:value-of select="@owners"/></dd></xsl:if>
        <xsl:apply-templates select="r:fact"/>
      </dl>
    </div>
  </xsl:template>

  <xsl:template match="r:fact"><dt><xsl:value-of select="@name"/></dt><dd><xsl:value-of select="."/></dd></xsl:template>

  <xsl:template match="r:content">
    <div>
      <h3>Content and run</h3>
      <dl class="facts">
        <dt>Benchmark</dt><dd><xsl:value-of select="concat(@title, ' ', @version)"/><xsl:if test="@release"><br/><xsl:value-of select="@release"/></xsl:if></dd>
        <dt>Id</dt><dd class="mono"><xsl:value-of select="@benchmark"/></dd>
        <dt>Profile</dt><dd><xsl:value-of select="@profile-title"/><xsl:if test="not(@profile-title | @profile)">none; the rules that the benchmark selects</xsl:if><xsl:if test="@profile"><xsl:if test="@profile-title"><br/></xsl:if><span class="mono"><xsl:value-of select="@profile"/></span></xsl:if></dd>
        <xsl:if test="@publisher"><dt>Publisher</dt><dd><xsl:value-of select="@publisher"/></dd></xsl:if>
        <xsl:if test="@tailoring"><dt>Tailoring</dt><dd><xsl:value-of select="@tailoring"/></dd></xsl:if>
        <dt>File</dt><dd><xsl:value-of select="@file"/></dd>
        <xsl:if test="@sha256"><dt>SHA-256</dt><dd class="mono"><xsl:value-of select="@sha256"/></dd></xsl:if>
        <dt>Assessed</dt><dd><xsl:value-of select="../r:run/@end"/> by <xsl:value-of select="concat(../r:tool/@name, ' ', ../r:tool/@version)"/></dd>
        <xsl:if test="../r:run/@valid-until"><dt>Valid until</dt><dd><xsl:value-of select="../r:run/@valid-until"/></dd></xsl:if>
        <dt>Results read</dt><dd><xsl:value-of select="../r:run/@mode"/></dd>
      </dl>
    </div>
  </xsl:template>

  <xsl:template match="r:summary" mode="formulas">
    <h3>How the figures are made</h3>
    <dl class="facts">
      <xsl:apply-templates select="r:risk | r:evidence | r:score" mode="formulas"/>
    </dl>
  </xsl:template>

  <xsl:template match="r:risk" mode="formulas">
    <dt><xsl:value-of select="@method"/></dt><dd><xsl:value-of select="concat(@formula, ' = ', @value, ' %')"/></dd>
  </xsl:template>

  <xsl:template match="r:evidence" mode="formulas">
    <dt>Decided by evidence</dt><dd><xsl:value-of select="concat(@formula, ' = ', @percent, ' %')"/></dd>
  </xsl:template>

  <xsl:template match="r:score" mode="formulas">
    <dt><xsl:value-of select="@title"/></dt>
    <dd><xsl:value-of select="concat(@value, ' of ', @maximum)"/><xsl:if test="@formula"> (<xsl:value-of select="@formula"/>)</xsl:if><br/><span class="mono"><xsl:value-of select="@system"/></span></dd>
  </xsl:template>

  <xsl:template match="r:layer" mode="section">
    <h3 id="layers">Layers</h3>
    <table class="stack">
      <caption>Lowest first, as the manifest of the image names them.</caption>
      <thead><tr><th scope="col">Digest</th><th scope="col" class="n" style="width: 8rem">Bytes</th><th scope="col">Made by</th></tr></thead>
      <tbody><xsl:apply-templates select="../r:layer"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="r:layer">
    <tr>
      <th scope="row" class="mono"><xsl:value-of select="@digest"/></th>
      <td class="n" data-name="Bytes"><xsl:value-of select="@size"/></td>
      <td class="mono"><xsl:value-of select="."/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:changes">
    <section id="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">Changes since <xsl:value-of select="@previous"/></h2>
      <xsl:call-template name="causes"/>
      <xsl:apply-templates select="r:changed" mode="part"/>
      <xsl:if test="@unchanged"><p class="note"><xsl:value-of select="concat(@unchanged, ' rules are the same.')"/></p></xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="r:changed" mode="part">
    <h3><xsl:value-of select="concat(@title, ' (', @count, ')')"/></h3>
    <xsl:call-template name="changes-table"/>
  </xsl:template>

</xsl:stylesheet>
