<?xml version="1.0" encoding="UTF-8"?>
<!-- The look that all HTML reports share. Colours are named once, for light and dark; every pair of text and ground has a contrast of 4.5 or more. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="style">
    <style><![CDATA[
:root { color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f6f8; --line: #d4d8de; --text: #17202b; --soft: #515d6b; --link: #0b4f9e; --accent: #1f3a5f;
  --open: #a31220; --open-ground: #fdebec; --warn: #7a4a00; --warn-ground: #fff3d9; --good: #17603a; --good-ground: #e6f4ea;
  --calm: #44505e; --calm-ground: #e9ecf0; --answer: #54318c; --answer-ground: #efe8fa; --head: #1f3a5f; --head-text: #ffffff; --mark: #fff0b3; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #12161c; --panel: #1a2028; --line: #343e4a; --text: #e3e8ee; --soft: #a3b0be; --link: #8cbcff; --accent: #9cc0ee;
  --open: #ff9b9f; --open-ground: #43191d; --warn: #f2c46d; --warn-ground: #3b2c0c; --good: #8fd6a8; --good-ground: #15331f;
  --calm: #bac5d1; --calm-ground: #2a323d; --answer: #c9b0f5; --answer-ground: #2f2245; --head: #1b2a3f; --head-text: #eef3fa; --mark: #4d4210; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
.page { max-width: 1200px; margin: 0 auto; padding: 0 20px; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .7rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent); }
h3 { font-size: 1rem; margin: 1.3rem 0 .5rem; } h4 { font-size: .8rem; margin: .9rem 0 .25rem; color: var(--soft); text-transform: uppercase; letter-spacing: .04em; }
p { margin: .35rem 0; } .note { color: var(--soft); font-size: .9rem; }
code, pre, .mono { font: .88em/1.45 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .7rem; margin: .4rem 0; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 6px 10px; z-index: 9; }
.banner { background: var(--warn-ground); color: var(--warn); text-align: center; font-weight: 600; padding: 3px; }
header.top { background: var(--head); color: var(--head-text); }
header.top .page { padding-top: 18px; padding-bottom: 16px; display: flex; gap: 24px; justify-content: space-between; align-items: flex-end; flex-wrap: wrap; }
header.top h1 { font-size: 1.55rem; overflow-wrap: anywhere; } header.top .kind { text-transform: uppercase; letter-spacing: .08em; font-size: .75rem; opacity: .85; margin: 0 0 2px; }
header.top .mono { margin: 3px 0 0; opacity: .92; } header.top .when { text-align: right; font-size: .88rem; }
header.top .when p { margin: 1px 0; }
nav.toc { position: sticky; top: 0; background: var(--ground); border-bottom: 1px solid var(--line); z-index: 5; }
nav.toc ul { list-style: none; display: flex; gap: 4px 20px; flex-wrap: wrap; margin: 0 auto; padding: 8px 20px; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); font-size: .9rem; padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: 5px 9px; border-bottom: 1px solid var(--line); }
thead th { font-size: .8rem; color: var(--soft); background: var(--panel); border-bottom: 1px solid var(--line); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } td.zero { color: var(--soft); }
tr.total > * { border-top: 2px solid var(--line); font-weight: 600; }
.clip { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; line-clamp: 4; overflow: hidden; overflow-wrap: anywhere; }
.line { display: block; margin-bottom: 2px; } .break { overflow-wrap: anywhere; } td details.section > summary { padding: 0; }
.wide { overflow-x: auto; }
.grid { display: grid; grid-template-columns: minmax(0, 1.45fr) minmax(0, 1fr); gap: 18px 28px; align-items: start; }
.panel { border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; background: var(--panel); } .panel + .panel { margin-top: 14px; }
.panel h3 { margin-top: 0; } .figure { font-size: 1.7rem; font-weight: 650; line-height: 1.15; } .figure small { font-size: .95rem; font-weight: 500; color: var(--soft); }
.verdict { border-left: 6px solid var(--calm); padding: 9px 14px; margin: 18px 0 16px; background: var(--calm-ground); font-size: 1.05rem; } .verdict strong { font-weight: 650; }
.verdict.held { border-color: var(--good); background: var(--good-ground); } .verdict.broken { border-color: var(--open); background: var(--open-ground); } .verdict.unfit { border-color: var(--warn); background: var(--warn-ground); }
.tag { display: inline-block; padding: 0 6px; border-radius: 3px; font-size: .8rem; font-weight: 600; white-space: nowrap; background: var(--calm-ground); color: var(--calm); line-height: 1.5; }
.open, .very-high, .high, .severity-high, .met-no { background: var(--open-ground); color: var(--open); } .error, .warning, .vacuous, .unproven, .moderate, .severity-medium, .met-unknown { background: var(--warn-ground); color: var(--warn); }
.gate-held { background: var(--good-ground); color: var(--good); } .gate-broken { background: var(--open-ground); color: var(--open); } .gate-unfit { background: var(--warn-ground); color: var(--warn); }
.sortable thead th { white-space: normal; vertical-align: bottom; } .sortable th, .sortable td { padding: 5px 7px; } .sortable td.n .names, .sortable td.date { white-space: nowrap; } .sortable th[scope=row] { overflow-wrap: anywhere; min-width: 11rem; }
.sortable th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; } .sortable th[aria-sort=ascending] button::after { content: " ▲"; } .sortable th[aria-sort=descending] button::after { content: " ▼"; }
.result-fail { background: var(--open-ground); color: var(--open); } .result-pass, .result-fixed { background: var(--good-ground); color: var(--good); } .result-error, .result-unknown { background: var(--warn-ground); color: var(--warn); }
.not-a-finding, .no-open-findings, .observed, .absence, .very-low, .low, .met-yes { background: var(--good-ground); color: var(--good); } .answer { background: var(--answer-ground); color: var(--answer); }
.rule > summary .observed, .rule > summary .absence { background: var(--calm-ground); color: var(--calm); }
.tag.severity-high { outline: 1px solid currentColor; }
td.open-count { color: var(--open); font-weight: 650; }
.bar { display: flex; height: 14px; border-radius: 3px; overflow: hidden; margin: 8px 0; background: var(--calm-ground); gap: 1px; }
.bar span { min-width: 2px; } .bar .observed { background: #2e8b57; } .bar .absence { background: #7cc29a; } .bar .answer { background: #8a63c9; } .bar .vacuous { background: #e0a63a; } .bar .proven { background: #7f8fa3; } .bar .unproven { background: #c98b5a; } .bar .undecided { background: #d46a6a; } .bar .manual { background: #b3bdc9; }
.legend { list-style: none; margin: 0; padding: 0; } .legend li { display: flex; gap: 8px; align-items: baseline; padding: 1px 0; }
.legend b { min-width: 2.6em; text-align: right; font-variant-numeric: tabular-nums; } .legend .tag { min-width: 8.6em; text-align: center; }
dl.facts { display: grid; grid-template-columns: fit-content(11rem) minmax(0, 1fr); gap: 2px 14px; margin: 0; } dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.grid > div > .wide + .panel { margin-top: 18px; } .two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 32px; }
details > summary { cursor: pointer; } details.section > summary { color: var(--link); padding: 3px 0; }
.filter { display: flex; gap: 8px 16px; flex-wrap: wrap; align-items: center; padding: 8px 12px; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; margin: 0 0 10px; } .filter[hidden] { display: none; }
.filter input[type=search] { font: inherit; padding: 4px 8px; border: 1px solid var(--line); border-radius: 4px; background: var(--ground); color: var(--text); min-width: 240px; flex: 1; }
.filter label { white-space: nowrap; } .filter button, .filter select { font: inherit; padding: 3px 10px; border: 1px solid var(--line); border-radius: 4px; background: var(--ground); color: var(--text); cursor: pointer; }
.rule { border: 1px solid var(--line); border-radius: 5px; margin: 0 0 6px; } .rule[hidden] { display: none; } .rule:target { outline: 2px solid var(--link); }
.rule > summary { display: grid; grid-template-columns: 5.2rem 7.4rem minmax(0, 1fr) max-content; gap: 4px 10px; padding: 6px 10px; align-items: baseline; list-style: none; } .rule > summary .tag { justify-self: start; }
.rule > summary::-webkit-details-marker { display: none; } .rule > summary:hover { background: var(--panel); } .rule[open] > summary { border-bottom: 1px solid var(--line); background: var(--panel); }
.rule > summary .name { font-weight: 600; } .rule > summary .id { display: block; color: var(--soft); font-weight: 400; }
.rule .body { padding: 4px 14px 12px; max-width: 1100px; } .reason { font-weight: 500; border-left: 4px solid var(--line); padding: 3px 10px; margin: 8px 0; overflow-wrap: anywhere; }
.rule.is-open .reason { border-color: var(--open); } .rule.is-not-a-finding .reason { border-color: var(--good); } .rule.is-error .reason { border-color: var(--warn); }
.test { border: 1px solid var(--line); border-radius: 4px; margin: 6px 0; padding: 6px 10px; } .test p { margin: .15rem 0; } .test table { margin-top: 5px; font-size: .93rem; }
.pair { white-space: pre-wrap; overflow-wrap: anywhere; margin-right: 1.1em; } .pair i { font-style: normal; color: var(--soft); }
.refs { margin: 2px 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 2px 14px; }
.names { display: block; color: var(--soft); overflow-wrap: anywhere; font-weight: 400; }
.wide + table, table + table { margin-top: 16px; }
footer.page { margin: 2.5rem auto 2rem; color: var(--soft); font-size: .88rem; border-top: 1px solid var(--line); padding-top: .7rem; }
@media (max-width: 1080px) { .grid { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 720px) {
  .page { padding: 0 12px; } .grid, .two { grid-template-columns: minmax(0, 1fr); } header.top .when { text-align: left; }
  .grid > div { display: contents; } .grid .panel + .panel { margin-top: 0; } thead th { white-space: normal; vertical-align: bottom; }
  nav.toc { position: static; } nav.toc ul { padding: 8px 12px; } html { scroll-padding-top: 0; }
  .rule > summary { grid-template-columns: max-content max-content 1fr; } .rule > summary .name { grid-column: 1 / -1; grid-row: 2; } dl.facts { grid-template-columns: minmax(0, 1fr); } dl.facts dd { margin-bottom: 5px; }
  table.stack thead { position: absolute; left: -9999px; } table.stack, table.stack tbody { display: block; overflow-wrap: anywhere; } .wide table { font-size: .86rem; } table.stack tr { display: block; border-bottom: 1px solid var(--line); padding: 6px 0; } table.stack th, table.stack td { display: block; border: 0; padding: 1px 0; text-align: left; }
  table.stack caption { display: block; } .sortable caption { max-width: calc(100vw - 24px); }
  table.stack td[data-name]::before { content: attr(data-name) ": "; color: var(--soft); font-weight: 400; } th, td { padding: 4px 5px; } .rule .body { padding: 4px 9px 10px; }
}
@media print {
  @page { margin: 12mm; }
  /* The marking stands on every sheet, as head and foot of a table do. */
  body { display: table; width: 100%; table-layout: fixed; } .banner { break-inside: avoid; } .banner.above { display: table-header-group; } .banner.below { display: table-footer-group; }
  .grid, .two { grid-template-columns: minmax(0, 1fr); } .grid > div { display: contents; } .panel { break-inside: avoid; } .grid .panel + .panel { margin-top: 0; } .wide { overflow: visible; }
  thead th { white-space: normal; vertical-align: bottom; } .test { border-color: #bbb; } dl.facts dd, dl.facts dt { break-inside: avoid; }
  :root { color-scheme: light; --ground: #fff; --panel: #f5f6f8; --line: #bbb; --text: #000; --soft: #444; --link: #000; --head: #fff; --head-text: #000; }
  html { font-size: 12px; } body { font-size: 9pt; } nav.toc, .filter, .skip { display: none; } .rule > summary, .test, tr { break-inside: avoid; } .rule > summary { break-after: avoid; } h2, h3, h4 { break-after: avoid; }
  .clip { display: block; } details::details-content { content-visibility: visible; display: block; height: auto; } header.top { border-bottom: 2px solid #000; } .page { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
]]></style>
  </xsl:template>

</xsl:stylesheet>
