<?xml version="1.0" encoding="UTF-8"?>
<!--
  A help, not a need: without it every rule stands open. It folds the rules, opens the one a link leads to and all before printing, and filters.
  The page lets this script run and no other: its SHA-256 stands in the policy below, and a test says when they differ.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="policy">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-uFrePUO7pu5F/qTwf7Bd+S7K/G5ddv57E3refM9x2Gk='; form-action 'none'; base-uri 'none'"/>
  </xsl:template>

  <xsl:template name="script">
    <script><![CDATA[
"use strict";
(function () {
  var rules = Array.prototype.slice.call(document.querySelectorAll("details.rule"));
  var fold = function (open) { rules.forEach(function (rule) { if (!rule.hidden) rule.open = open; }); };
  var reveal = function () {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    target.hidden = false;
    for (var part = target; part; part = part.parentElement) { if (part.tagName === "DETAILS") part.open = true; }
    target.scrollIntoView();
  };
  Array.prototype.slice.call(document.querySelectorAll("details.fold")).forEach(function (part) { part.open = false; });
  fold(false);
  reveal();
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    Array.prototype.slice.call(document.querySelectorAll("details")).forEach(function (part) { part.open = true; });
  });
  Array.prototype.slice.call(document.querySelectorAll("table.sortable")).forEach(function (table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells), body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending", number = head.className === "n";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var key = function (row) {
          var text = row.cells[column].textContent.trim().toLowerCase();
          return number ? parseFloat(text) || 0 : text;
        };
        var keyed = rows.map(function (row, place) { return { row: row, key: key(row), place: place }; });
        keyed.sort(function (a, b) {
          if (a.key === b.key) return a.place - b.place;
          return (a.key < b.key ? -1 : 1) * (down ? -1 : 1);
        });
        keyed.forEach(function (item) { body.appendChild(item.row); });
      });
    });
    var search = document.getElementById("table-filter");
    if (!search) return;
    search.hidden = false;
    var narrow = function () {
      var words = search.elements.words.value.toLowerCase().split(" ").filter(Boolean), shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) shown += 1;
      });
      document.getElementById("table-count").textContent = shown + " of " + rows.length;
    };
    search.addEventListener("input", narrow);
    search.addEventListener("submit", function (event) { event.preventDefault(); });
    narrow();
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
    var picked = function (name) { return form.elements[name] ? form.elements[name].value : ""; };
    var states = chosen("status"), categories = chosen("category"), shown = 0;
    var evidence = picked("evidence"), responsibility = picked("responsibility");
    rules.forEach(function (rule, index) {
      var fits = states.indexOf(rule.dataset.status) >= 0;
      fits = fits && categories.indexOf(rule.dataset.category) >= 0;
      fits = fits && (!evidence || rule.dataset.evidence === evidence);
      fits = fits && (!responsibility || rule.dataset.responsibility === responsibility);
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
