<?xml version="1.0" encoding="UTF-8"?>
<!--
  A help, not a need: without it every rule stands open. It folds the rules, opens the one a link leads to and all before printing, and filters.
  The page lets this script run and no other: its SHA-256 stands in the policy below, and a test says when they differ.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="policy">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-4Ev720XFVbHUvS7hbg/u5iiut7lXppRc25mtWHy95Go='; form-action 'none'; base-uri 'none'"/>
  </xsl:template>

  <xsl:template name="script">
    <script><![CDATA[
"use strict";
(function () {
  var rules = Array.prototype.slice.call(document.querySelectorAll("details.rule"));
  var fold = function (open) { rules.forEach(function (rule) { if (!rule.hidden) rule.open = open; }); };
  var reveal = function () {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.hidden = false; target.open = true; target.scrollIntoView(); }
  };
  Array.prototype.slice.call(document.querySelectorAll("details.fold")).forEach(function (part) { part.open = false; });
  fold(false);
  reveal();
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    Array.prototype.slice.call(document.querySelectorAll("details")).forEach(function (part) { part.open = true; });
  });
  var form = document.getElementById("filter");
  if (!form) return;
  form.hidden = false;
  var count = document.getElementById("filter-count");
  var text = rules.map(function (rule) { return null; });
  var apply = function () {
    var words = form.elements.words.value.toLowerCase().split(" ").filter(Boolean);
    var chosen = function (name) {
      return Array.prototype.slice.call(form.querySelectorAll("input[name=" + name + "]")).filter(function (box) { return box.checked; })
        .map(function (box) { return box.value; });
    };
    var states = chosen("status"), categories = chosen("category"), shown = 0;
    rules.forEach(function (rule, index) {
      var fits = states.indexOf(rule.dataset.status) >= 0;
      fits = fits && categories.indexOf(rule.dataset.category) >= 0;
      if (fits && words.length) {
        if (text[index] === null) text[index] = rule.textContent.toLowerCase();
        fits = words.every(function (word) { return text[index].indexOf(word) >= 0; });
      }
      rule.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown + " of " + rules.length + " rules";
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("unfold").addEventListener("click", function () { fold(true); });
  document.getElementById("fold").addEventListener("click", function () { fold(false); });
  apply();
})();
]]></script>
  </xsl:template>

</xsl:stylesheet>
