<?xml version="1.0" encoding="UTF-8"?>
<!--
  A checklist to read: one HTML file that needs nothing else, from the guide document (README.md beside it).

  One template per element; what is selected, ordered and counted was decided before.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:g="urn:stigready:guide:1" exclude-result-prefixes="g">

  <xsl:import href="../common/style.xsl"/>
  <xsl:import href="../common/script.xsl"/>

  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:template match="/g:guide">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <xsl:call-template name="policy"/>
        <title><xsl:value-of select="concat('Guide to ', g:benchmark/@title)"/></title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <a class="skip" href="#rules">Skip to the rules</a>
        <header class="top">
          <div class="page">
            <div>
              <p class="kind">Guide</p>
              <h1><xsl:value-of select="g:benchmark/@title"/></h1>
              <p class="mono"><xsl:value-of select="g:benchmark/@id"/></p>
            </div>
            <div class="when">
              <p><xsl:value-of select="concat('Version ', g:benchmark/@version)"/></p>
              <p><xsl:apply-templates select="g:profile" mode="name"/></p>
            </div>
          </div>
        </header>
        <nav class="toc" aria-label="Contents">
          <ul class="page">
            <li><a href="#about">About</a></li>
            <xsl:apply-templates select="g:rules/g:group" mode="contents"/>
          </ul>
        </nav>
        <main class="page">
          <section id="about" aria-labelledby="about-title">
            <h2 id="about-title">About this guide</h2>
            <dl class="facts">
              <dt>File</dt><dd><xsl:value-of select="@file"/></dd>
              <xsl:apply-templates select="g:benchmark/@status"/>
              <xsl:apply-templates select="g:profile"/>
              <dt>Rules</dt><dd><xsl:value-of select="g:rules/@count"/><xsl:apply-templates select="g:rules/g:category"/></dd>
            </dl>
            <xsl:apply-templates select="g:profile/g:text | g:text"/>
          </section>
          <section id="rules"><xsl:apply-templates select="g:rules"/></section>
        </main>
        <footer class="page"><xsl:value-of select="concat(g:tool/@name, ' ', g:tool/@version)"/>. Fixes are texts of the content; nothing of them has been run.</footer>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="@status"><dt>Status</dt><dd><xsl:value-of select="."/></dd></xsl:template>

  <xsl:template match="g:profile"><dt>Profile</dt><dd><xsl:value-of select="concat(@title, ', ')"/><code><xsl:value-of select="@id"/></code></dd></xsl:template>

  <xsl:template match="g:profile" mode="name"><xsl:value-of select="@title"/></xsl:template>

  <xsl:template match="g:category"><xsl:value-of select="concat('; ', @name, ': ', @count)"/></xsl:template>

  <xsl:template match="g:rules">
    <xsl:apply-templates select="g:rule | g:group"/>
    <xsl:if test="not(g:rule | g:group)"><p>No rule is selected.</p></xsl:if>
  </xsl:template>

  <xsl:template match="g:group" mode="contents"><li><a href="#group-{@id}"><xsl:value-of select="@title"/></a></li></xsl:template>

  <xsl:template match="g:rules/g:group">
    <section id="group-{@id}">
      <h2><xsl:value-of select="@title"/></h2>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="g:group">
    <section id="group-{@id}">
      <h3><xsl:value-of select="@title"/></h3>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="g:group/g:text"><div class="prose"><xsl:apply-templates/></div></xsl:template>

  <xsl:template match="g:rule">
    <details class="rule" id="rule-{@id}" open="open">
      <summary>
        <span class="tag severity-{@severity}"><xsl:value-of select="@category"/></span>
        <span class="name"><xsl:value-of select="@title"/><span class="id mono"><xsl:value-of select="@label"/></span></span>
        <span><xsl:value-of select="@role"/></span>
      </summary>
      <div class="body">
        <xsl:apply-templates select="g:text | g:fix"/>
        <xsl:if test="g:reference"><h4>References</h4><ul class="refs"><xsl:apply-templates select="g:reference"/></ul></xsl:if>
      </div>
    </details>
  </xsl:template>

  <xsl:template match="g:text"><h4><xsl:value-of select="@title"/></h4><div class="prose"><xsl:apply-templates/></div></xsl:template>

  <xsl:template match="g:fix">
    <details class="section"><summary><xsl:value-of select="concat('Fix: ', @kind)"/></summary><pre><xsl:value-of select="."/></pre></details>
  </xsl:template>

  <xsl:template match="g:reference[@href]"><li><a href="{@href}" rel="noopener noreferrer"><xsl:value-of select="."/></a></li></xsl:template>
  <xsl:template match="g:reference"><li><xsl:value-of select="."/></li></xsl:template>

  <!-- Prose of the content: the few elements that the guide document lets through. -->
  <xsl:template match="g:p"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="g:pre"><pre><xsl:apply-templates/></pre></xsl:template>
  <xsl:template match="g:ul"><ul><xsl:apply-templates/></ul></xsl:template>
  <xsl:template match="g:ol"><ol><xsl:apply-templates/></ol></xsl:template>
  <xsl:template match="g:li"><li><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="g:code"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="g:em | g:i"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="g:strong | g:b"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="g:br"><br/></xsl:template>

</xsl:stylesheet>
