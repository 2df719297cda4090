<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of a readiness guide's pages, from the release document (urn:stigready:release:1). A page says its `kind` and has the mode `main`. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:g="urn:stigready:release:1" exclude-result-prefixes="g">

  <xsl:import href="../common/style.xsl"/>

  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
  <xsl:strip-space elements="g:*"/>
  <xsl:preserve-space elements="g:p"/>

  <xsl:template match="/g:release">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title><xsl:value-of select="concat(@title, ' ', @release, ': ', $kind)"/></title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the text</a>
        <header class="top">
          <div class="page">
            <div>
              <p class="kind"><xsl:value-of select="$kind"/></p>
              <h1><xsl:value-of select="@title"/></h1>
            </div>
            <div class="when">
              <p><xsl:value-of select="@release"/></p>
              <p><xsl:value-of select="@date"/></p>
              <p><xsl:value-of select="@publisher"/></p>
            </div>
          </div>
        </header>
        <main class="page" id="main">
          <xsl:apply-templates select="." mode="main"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="g:p"><p style="white-space: pre-wrap"><xsl:value-of select="."/></p></xsl:template>

</xsl:stylesheet>
