/**
 * How the editor looks: our tokens, so that it follows every theme. Its style sheet is adopted by
 * its shadow root.
 */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const page = EditorView.theme({
  "&": {
    blockSize: "100%",
    color: "var(--ink)",
    backgroundColor: "var(--surface-raised)",
    fontSize: "var(--text-small)",
  },
  "&.cm-focused": { outline: "none" }, // the frame around shows the focus
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "1.6",
    overflow: "auto",
    borderRadius: "calc(var(--radius) - var(--stroke))",
  },
  ".cm-content": { paddingBlock: "0.75rem", caretColor: "var(--ink)" },
  ".cm-line": { paddingInline: "0.5rem 1rem" },
  "&.cm-focused .cm-cursor, .cm-dropCursor": {
    borderInlineStartColor: "var(--ink)",
    borderInlineStartWidth: "2px",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection":
    {
      backgroundColor: "color-mix(in oklab, var(--negative) 28%, transparent)",
    },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--ink) 5%, transparent)" },
  ".cm-gutters": {
    backgroundColor: "var(--surface-sunk)",
    color: "var(--ink-soft)",
    border: "0",
    borderInlineEnd: "var(--stroke) solid var(--line)",
  },
  ".cm-activeLineGutter": {
    backgroundColor: "color-mix(in oklab, var(--ink) 10%, transparent)",
    color: "var(--ink)",
  },
  ".cm-searchMatch": { backgroundColor: "color-mix(in oklab, var(--positive) 25%, transparent)" },
  ".cm-searchMatch-selected": {
    backgroundColor: "color-mix(in oklab, var(--positive) 45%, transparent)",
  },
  ".cm-snippetField": { backgroundColor: "color-mix(in oklab, var(--ink) 12%, transparent)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
  },
});

const problems = EditorView.theme({
  ".cm-lintRange": {
    backgroundImage: "none",
    paddingBlockEnd: "0",
    textDecorationLine: "underline",
    textUnderlineOffset: "0.25em",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecorationStyle: "wavy",
    textDecorationColor: "var(--bad)",
  },
  ".cm-lintRange-warning, .cm-lintRange-info": {
    backgroundImage: "none",
    textDecorationStyle: "dotted",
    textDecorationThickness: "2px",
    textDecorationColor: "var(--positive)",
  },
  ".cm-lintRange-active": { backgroundColor: "color-mix(in oklab, var(--bad) 14%, transparent)" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--bad)" },
  ".cm-gutter-lint": { inlineSize: "1.5rem" },
  ".cm-gutter-lint .cm-gutterElement": {
    padding: "0",
    display: "grid",
    placeItems: "start center",
    paddingBlockStart: "0.25em",
  },
  ".cm-lint-marker": {
    inlineSize: "1.1rem",
    blockSize: "1.1rem",
    lineHeight: "1.1rem",
    textAlign: "center",
    fontWeight: "700",
  },
  ".cm-lint-marker-error, .cm-lint-marker-warning, .cm-lint-marker-info": { content: "normal" },
  ".cm-lint-marker-error:before": { content: '"✕"', color: "var(--bad)" },
  ".cm-lint-marker-warning:before, .cm-lint-marker-info:before": {
    content: '"!"',
    color: "var(--positive)",
  },
  ".cm-diagnostic": {
    padding: "0.4rem 0.75rem",
    whiteSpace: "pre-wrap",
    borderInlineStartWidth: "4px",
  },
  ".cm-diagnostic-error": { borderInlineStart: "4px solid var(--bad)" },
  ".cm-diagnostic-warning, .cm-diagnostic-info": { borderInlineStart: "4px solid var(--positive)" },
  ".cm-diagnosticAction": {
    font: "inherit",
    minBlockSize: "2rem",
    padding: "0.1rem 0.75rem",
    marginInlineStart: "0.5rem",
    color: "var(--accent-ink)",
    backgroundColor: "var(--accent)",
    borderRadius: "var(--radius)",
    cursor: "pointer",
  },
});

const panels = EditorView.theme({
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--surface-raised)",
    border: "var(--stroke) solid var(--line-strong)",
    borderRadius: "var(--radius)",
    fontFamily: "var(--sans)",
    fontSize: "var(--text-small)",
    lineHeight: "1.45",
    maxInlineSize: "min(36rem, 90vw)",
    boxShadow: "0 0.5rem 2rem rgb(0 0 0 / 0.18)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    maxBlockSize: "16rem",
    minInlineSize: "14rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--accent-ink)",
    backgroundColor: "var(--accent)",
  },
  ".cm-tooltip-autocomplete-disabled ul li[aria-selected]": {
    color: "var(--ink)",
    backgroundColor: "var(--surface-sunk)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    fontFamily: "var(--sans)",
    fontStyle: "normal",
    marginInlineStart: "0.75rem",
  },
  ".cm-completionInfo": {
    padding: "0.5rem 0.75rem",
    inlineSize: "max-content",
    maxInlineSize: "22rem",
  },
  ".cm-panels": {
    color: "var(--ink)",
    backgroundColor: "var(--surface-sunk)",
    fontFamily: "var(--sans)",
    fontSize: "var(--text-small)",
  },
  ".cm-panel.cm-search": {
    padding: "0.5rem",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "0.35rem",
  },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": {
    fontSize: "inherit",
    display: "inline-flex",
    alignItems: "center",
    gap: "0.25rem",
  },
  ".cm-panel.cm-search [name=close]": {
    position: "static",
    order: "1",
    marginInlineStart: "auto",
    inlineSize: "2rem",
    color: "var(--ink)",
  },
  ".cm-textfield, .cm-button": {
    font: "inherit",
    minBlockSize: "2rem",
    margin: "0",
    color: "var(--ink)",
    backgroundColor: "var(--surface-raised)",
    backgroundImage: "none",
    border: "var(--stroke) solid var(--line-strong)",
    borderRadius: "var(--radius)",
  },
  ".cm-button:active": { backgroundImage: "none" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--role-weight)" },
  { tag: tags.contentSeparator, color: "var(--ink)", fontWeight: "700" },
  { tag: tags.heading, fontWeight: "700" },
  { tag: [tags.brace, tags.processingInstruction], color: "var(--ink-soft)" },
  { tag: tags.tagName, color: "var(--role-weight)", fontWeight: "600" },
  { tag: tags.attributeName, color: "var(--role-bias)" },
  { tag: tags.attributeValue, color: "var(--role-input)" },
  { tag: tags.number, color: "var(--role-input)" },
  { tag: tags.special(tags.string), color: "var(--role-output)" },
  { tag: tags.monospace, color: "var(--role-gradient)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, color: "var(--negative)", textDecoration: "underline" },
  { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
]);

export const look: Extension = [page, problems, panels, syntaxHighlighting(colours)];
