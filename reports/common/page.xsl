<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame that all HTML reports share: head, title band, contents, foot. A report says its `kind` and has the modes `contents` and `main`. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:stigready:report:1" exclude-result-prefixes="r">

  <xsl:import href="text.xsl"/>
  <xsl:import href="style.xsl"/>
  <xsl:import href="script.xsl"/>

  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
  <xsl:strip-space elements="r:*"/>
  <xsl:preserve-space elements="r:p r:pre r:li r:code r:em r:strong r:reason r:value r:expected"/>

  <!-- A line above and below the page, e.g. a classification marking. -->
  <xsl:param name="banner"/>

  <xsl:template match="/r:report">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <xsl:call-template name="policy"/>
        <title><xsl:value-of select="concat('Readiness of ', r:target/@name)"/></title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <a class="skip" href="#summary">Skip to the summary</a>
        <xsl:call-template name="banner"><xsl:with-param name="place">above</xsl:with-param></xsl:call-template>
        <header class="top">
          <div class="page">
            <div>
              <p class="kind"><xsl:value-of select="$kind"/></p>
              <h1><xsl:value-of select="r:target/@name"/></h1>
              <xsl:if test="r:content">
                <p class="mono"><xsl:value-of select="r:target/@digest"/><xsl:if test="not(r:target/@digest)">no digest: the target is not addressed by content</xsl:if></p>
              </xsl:if>
            </div>
            <xsl:if test="r:content"><div class="when">
              <p><xsl:value-of select="concat(r:content/@title, ' ', r:content/@version)"/></p>
              <p><xsl:value-of select="r:content/@profile-title"/></p>
              <p><xsl:value-of select="concat('Assessed ', r:run/@end)"/></p>
              <xsl:if test="r:run/@valid-until"><p><strong><xsl:value-of select="concat('Valid until ', r:run/@valid-until)"/></strong>; assess again after that day</p></xsl:if>
            </div></xsl:if>
          </div>
        </header>
        <nav class="toc" aria-label="Contents">
          <ul class="page">
            <xsl:apply-templates select="." mode="contents"/>
          </ul>
        </nav>
        <main class="page">
          <xsl:apply-templates select="." mode="main"/>
        </main>
        <footer class="page">
          <xsl:value-of select="concat(r:tool/@name, ' ', r:tool/@version)"/>. A passing rule is evidence toward a requirement; readiness is not an authorization.
        </footer>
        <xsl:call-template name="banner"><xsl:with-param name="place">below</xsl:with-param></xsl:call-template>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="banner">
    <xsl:param name="place"/>
    <xsl:if test="string($banner)"><div class="banner {$place}"><xsl:value-of select="$banner"/></div></xsl:if>
  </xsl:template>

</xsl:stylesheet>
