<?xml version="1.0" encoding="UTF-8"?>
<!-- Rules: as rows of the lists on top, and each in full with what was expected and found. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:template match="r:group" mode="contents">
    <li><a href="#{@status}"><xsl:value-of select="concat(@title, ' (', @count, ')')"/></a></li>
  </xsl:template>

  <xsl:template match="r:group" mode="findings">
    <section id="open" aria-labelledby="open-title">
      <h2 id="open-title">Open findings (<xsl:value-of select="@count"/>)</h2>
      <table class="stack">
        <thead>
          <tr><th scope="col" style="width: 5.2rem">Category</th><th scope="col" style="width: 34%">Rule</th><th scope="col">Found</th><th scope="col" style="width: 14%">Controls</th></tr>
        </thead>
        <tbody><xsl:apply-templates select="r:rule" mode="finding"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="r:rule" mode="finding">
    <tr>
      <td><xsl:apply-templates select="." mode="category"/></td>
      <th scope="row"><a href="#rule-{@id}"><xsl:value-of select="@title"/></a><span class="names mono"><xsl:value-of select="@label"/></span></th>
      <td><span class="clip"><xsl:value-of select="r:reason"/></span></td>
      <td data-name="Controls"><xsl:apply-templates select="r:control-ref"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:group" mode="exclusions">
    <section id="not-applicable" aria-labelledby="not-applicable-title">
      <h2 id="not-applicable-title">Not applicable, and why (<xsl:value-of select="@count"/>)</h2>
      <details class="section fold" open="open">
        <summary>Rules that do not apply to this target, each with its proof</summary>
        <table class="stack">
          <thead><tr><th scope="col" style="width: 5.2rem">Category</th><th scope="col" style="width: 34%">Rule</th><th scope="col">Why</th><th scope="col" style="width: 16%">Provided by</th></tr></thead>
          <tbody><xsl:apply-templates select="r:rule" mode="exclusion"/></tbody>
        </table>
      </details>
    </section>
  </xsl:template>

  <xsl:template match="r:rule" mode="exclusion">
    <tr>
      <td><xsl:apply-templates select="." mode="category"/></td>
      <th scope="row"><a href="#rule-{@id}"><xsl:value-of select="@title"/></a><span class="names mono"><xsl:value-of select="@label"/></span></th>
      <td><xsl:apply-templates select="r:answer[not(@void)]" mode="exclusion"/><span class="clip"><xsl:value-of select="r:reason"/></span><xsl:apply-templates select="r:proof[not(contains(../r:reason, .))]"/></td>
      <td data-name="Provided by"><xsl:value-of select="@provider"/><xsl:if test="not(@provider)">–</xsl:if></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:answer" mode="exclusion">
    <span class="line"><span class="tag answer"><xsl:value-of select="@as"/></span><xsl:text> </xsl:text><xsl:value-of select="."/></span>
  </xsl:template>

  <xsl:template match="r:answers">
    <section id="answers" aria-labelledby="answers-title">
      <h2 id="answers-title">Exceptions and answers</h2>
      <p>What people decided, and the status before. A decision is no evidence of the image.</p>
      <xsl:if test="r:answered/@void">
        <h3>Void: these change nothing</h3>
        <p class="verdict broken">Somebody has to look at these again: the status is the one that the program found.</p>
        <table class="stack">
          <thead><tr><th scope="col" style="width: 5.2rem">Category</th><th scope="col" style="width: 28%">Rule</th><th scope="col">Status</th><th scope="col">Why it is void</th><th scope="col">What was answered</th><th scope="col" style="width: 15%">By, until</th></tr></thead>
          <tbody><xsl:apply-templates select="r:answered[@void]" mode="void"/></tbody>
        </table>
      </xsl:if>
      <xsl:if test="r:answered[not(@void)]">
        <h3>Applied</h3>
        <table class="stack">
          <thead><tr><th scope="col" style="width: 5.2rem">Category</th><th scope="col" style="width: 28%">Rule</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col">Justification</th><th scope="col" style="width: 15%">By, until</th></tr></thead>
          <tbody><xsl:apply-templates select="r:answered[not(@void)]"/></tbody>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="r:answered">
    <tr>
      <td><span class="tag"><xsl:value-of select="@category"/></span></td>
      <th scope="row"><a href="#rule-{@rule}"><xsl:value-of select="@title"/></a></th>
      <td data-name="Before"><xsl:value-of select="@before"/></td>
      <td data-name="Now"><xsl:value-of select="@now"/> (<xsl:value-of select="@as"/>)</td>
      <td><xsl:value-of select="."/><xsl:call-template name="references"/></td>
      <td data-name="By, until"><xsl:call-template name="author"/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:answered" mode="void">
    <tr>
      <td><span class="tag"><xsl:value-of select="@category"/></span></td>
      <th scope="row"><a href="#rule-{@rule}"><xsl:value-of select="@title"/></a></th>
      <td data-name="Status"><xsl:value-of select="@now"/></td>
      <td data-name="Void"><span class="break"><xsl:value-of select="@void"/></span></td>
      <td><xsl:value-of select="concat(@asked, ' (', @as, '): ', .)"/><xsl:call-template name="references"/></td>
      <td data-name="By, until"><xsl:call-template name="author"/></td>
    </tr>
  </xsl:template>

  <!-- The context is an answer, in a table or with its rule. -->
  <xsl:template name="references">
    <xsl:if test="@provider"><span class="names">Provided by: <xsl:value-of select="@provider"/></span></xsl:if>
    <xsl:if test="@evidence"><span class="names">Evidence: <xsl:value-of select="@evidence"/></span></xsl:if>
    <xsl:if test="@severity"><span class="names">Severity asked for: <xsl:value-of select="@severity"/></span></xsl:if>
    <xsl:if test="@location"><span class="names mono"><xsl:value-of select="@location"/></span></xsl:if>
  </xsl:template>

  <xsl:template name="author">
    <xsl:value-of select="@by"/>
    <xsl:if test="@approved-by"><xsl:value-of select="concat(', approved by ', @approved-by)"/></xsl:if>
    <xsl:if test="@date"><xsl:value-of select="concat(', ', @date)"/></xsl:if>
    <xsl:if test="@expires"><xsl:value-of select="concat(', until ', @expires)"/></xsl:if>
  </xsl:template>

  <xsl:template match="r:rules">
    <section id="rules" aria-labelledby="rules-title">
      <h2 id="rules-title">Rules</h2>
      <form class="filter" id="filter" hidden="hidden">
        <input type="search" name="words" aria-label="Words to look for" placeholder="Search rules, paths, CCIs, controls"/>
        <xsl:apply-templates select="r:group" mode="filter"/>
        <label><input type="checkbox" name="category" value="CAT I" checked="checked"/> CAT I</label>
        <label><input type="checkbox" name="category" value="CAT II" checked="checked"/> CAT II</label>
        <label><input type="checkbox" name="category" value="CAT III" checked="checked"/> CAT III</label>
        <xsl:if test="r:facet[@name = 'evidence']">
          <label>Evidence <select name="evidence"><option value="">any</option><xsl:apply-templates select="r:facet[@name = 'evidence']"/></select></label>
        </xsl:if>
        <xsl:if test="r:facet[@name = 'responsibility']">
          <label>Responsible <select name="responsibility"><option value="">any</option><xsl:apply-templates select="r:facet[@name = 'responsibility']"/></select></label>
        </xsl:if>
        <button type="button" id="unfold">Open all</button>
        <button type="button" id="fold">Close all</button>
        <span id="filter-count" role="status"></span>
      </form>
      <xsl:apply-templates select="r:group"/>
    </section>
  </xsl:template>

  <xsl:template match="r:facet"><option value="{@value}"><xsl:value-of select="concat(@value, ' (', @count, ')')"/></option></xsl:template>

  <xsl:template match="r:group" mode="filter">
    <label><input type="checkbox" name="status" value="{@status}" checked="checked"/><xsl:value-of select="concat(' ', @title)"/></label>
  </xsl:template>

  <xsl:template match="r:group">
    <h3 id="status-{@status}"><xsl:value-of select="concat(@title, ' (', @count, ')')"/></h3>
    <xsl:apply-templates select="r:rule"/>
  </xsl:template>

  <xsl:template match="r:rule" mode="category">
    <span class="tag severity-{@severity}"><xsl:value-of select="@category"/></span>
    <xsl:if test="@category-before"><span class="names"><xsl:value-of select="concat('was ', @category-before)"/></span></xsl:if>
  </xsl:template>

  <xsl:template match="r:rule">
    <details class="rule is-{../@status}" id="rule-{@id}" open="open" data-status="{../@status}" data-category="{@category}" data-evidence="{@evidence}" data-responsibility="{@responsibility}">
      <summary>
        <span><xsl:apply-templates select="." mode="category"/></span>
        <span class="tag {../@status}"><xsl:value-of select="../@title"/></span>
        <span class="name"><xsl:value-of select="@title"/><span class="id mono"><xsl:value-of select="@label"/></span></span>
        <span class="tag {@evidence}"><xsl:value-of select="@evidence"/></span>
      </summary>
      <div class="body">
        <xsl:apply-templates select="r:reason"/>
        <xsl:apply-templates select="r:proof[not(contains(../r:reason, .))]"/>
        <xsl:apply-templates select="r:answer"/>
        <xsl:apply-templates select="r:tests"/>
        <xsl:apply-templates select="r:text"/>
        <h4>Record</h4>
        <dl class="facts">
          <dt>Rule</dt><dd class="mono"><a href="#rule-{@id}"><xsl:value-of select="@id"/></a><xsl:if test="@version"><xsl:value-of select="concat(' ', @version)"/></xsl:if></dd>
          <xsl:if test="@group"><dt>Group</dt><dd><span class="mono"><xsl:value-of select="@group"/></span><xsl:value-of select="concat(' ', @group-title)"/></dd></xsl:if>
          <dt>Result</dt><dd><xsl:value-of select="concat(@result, ', severity ', @severity, ', evidence ', @evidence)"/></dd>
          <xsl:if test="@responsibility"><dt>Responsible</dt><dd><xsl:value-of select="@responsibility"/><xsl:if test="@provider"><xsl:value-of select="concat(', provided by ', @provider)"/></xsl:if></dd></xsl:if>
          <xsl:if test="@deployer"><dt>For the deployer</dt><dd><xsl:value-of select="@deployer"/></dd></xsl:if>
          <xsl:if test="r:control-ref"><dt>Controls</dt><dd><xsl:apply-templates select="r:control-ref"/></dd></xsl:if>
          <xsl:if test="r:reference"><dt>References</dt><dd><ul class="refs"><xsl:apply-templates select="r:reference"/></ul></dd></xsl:if>
          <xsl:if test="@evidence-sha256"><dt>Evidence hash</dt><dd class="mono"><xsl:value-of select="@evidence-sha256"/></dd></xsl:if>
        </dl>
      </div>
    </details>
  </xsl:template>

  <xsl:template match="r:reason"><p class="reason"><xsl:apply-templates/></p></xsl:template>

  <xsl:template match="r:proof"><p class="note"><xsl:apply-templates/></p></xsl:template>

  <xsl:template match="r:answer">
    <h4>Answer</h4>
    <p>
      <xsl:choose>
        <xsl:when test="@void"><span class="tag vacuous">void</span><xsl:value-of select="concat(' ', @void, '. It asked for: ', @asked, ', ')"/></xsl:when>
        <xsl:otherwise><span class="tag answer">applied</span><xsl:value-of select="concat(' ', @before, ' before, now ', ../../@title, ', ')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@as"/>
      <span class="note"> (<xsl:call-template name="author"/>)</span>
    </p>
    <p><xsl:apply-templates/></p>
    <xsl:call-template name="references"/>
  </xsl:template>

  <xsl:template match="r:control-ref">
    <a href="#control-{@anchor}"><xsl:value-of select="@id"/></a><xsl:if test="position() != last()">, </xsl:if>
  </xsl:template>

  <xsl:template match="r:reference">
    <li><xsl:if test="@kind"><span class="note"><xsl:value-of select="@kind"/></span><xsl:text> </xsl:text></xsl:if><xsl:value-of select="."/></li>
  </xsl:template>

  <xsl:template match="r:text">
    <h4><xsl:value-of select="@title"/></h4>
    <div><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="r:tests">
    <h4>Expected and found<xsl:if test="@shown != @of"><xsl:value-of select="concat(' (', @shown, ' of ', @of, ' tests shown)')"/></xsl:if></h4>
    <xsl:apply-templates select="r:test"/>
  </xsl:template>

  <xsl:template match="r:test">
    <div class="test">
      <p><span class="tag met-{@met}"><xsl:value-of select="@result"/></span><xsl:text> </xsl:text><xsl:value-of select="@comment"/></p>
      <xsl:apply-templates select="r:expected"/>
      <xsl:apply-templates select="r:found"/>
      <xsl:apply-templates select="r:message"/>
      <p class="note mono"><xsl:value-of select="@id"/></p>
    </div>
  </xsl:template>

  <xsl:template match="r:expected"><p>Expected: <xsl:apply-templates/></p></xsl:template>

  <xsl:template match="r:found">
    <xsl:if test="@searched"><p>Looked at: <xsl:value-of select="@searched"/></p></xsl:if>
    <xsl:choose>
      <xsl:when test="r:item">
        <table class="stack">
          <caption>Found<xsl:if test="@shown != @of"><xsl:value-of select="concat(', ', @shown, ' of ', @of, ' shown')"/></xsl:if></caption>
          <thead><tr><th scope="col" style="width: 7rem">Meets it</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
          <tbody><xsl:apply-templates select="r:item"/></tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p>Found: nothing</p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:item">
    <tr>
      <td data-name="Meets it"><span class="tag met-{@met}"><xsl:value-of select="@met"/></span></td>
      <th scope="row" class="mono"><xsl:value-of select="@where"/><xsl:if test="@line"><xsl:value-of select="concat(':', @line)"/></xsl:if></th>
      <td class="mono"><xsl:apply-templates/></td>
    </tr>
  </xsl:template>

  <xsl:template match="r:value">
    <span class="pair"><i><xsl:value-of select="@name"/></i><xsl:text> </xsl:text><xsl:apply-templates/></span>
  </xsl:template>

  <xsl:template match="r:test/r:message"><p class="note"><xsl:apply-templates/></p></xsl:template>

  <xsl:template match="r:message"><span class="pair"><xsl:apply-templates/></span></xsl:template>

</xsl:stylesheet>
