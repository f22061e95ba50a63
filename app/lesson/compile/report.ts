/**
 * Diagnostics as text: `file:line:column severity code`, the message, the line with a caret under
 * the place.
 */
import type { Diagnostic } from "../language/diagnostics";

const WIDE = 110;

export function reportText(diagnostic: Diagnostic, text: string): string {
  const { file, line, column, severity, code, message, suggestion, fix } = diagnostic;
  const head = `${file}:${line}${column === undefined ? "" : `:${column}`} ${severity} ${code}`;
  const mend =
    fix !== undefined
      ? [`  fix: ${JSON.stringify(fix.text)}`]
      : suggestion === undefined || message.includes(suggestion)
        ? []
        : [`  try: ${suggestion}`];
  return [head, `  ${message}`, ...excerpt(text, line, column), ...mend].join("\n");
}

/**
 * The line, cut to fit round the column, and a caret. Tabs become spaces so that the caret stands
 * under its place.
 */
function excerpt(text: string, line: number, column: number | undefined): string[] {
  const source = text.split(/\r\n?|\n/)[line - 1];
  if (source === undefined || source.trim() === "") return [];
  const start = column !== undefined && column > WIDE - 20 ? column - Math.floor(WIDE / 2) : 0;
  const shown =
    `${start > 0 ? "…" : ""}${source.slice(start, start + WIDE)}${source.length > start + WIDE ? "…" : ""}`.replace(
      /\t/g,
      " ",
    );
  const gutter = `  ${String(line).padStart(4)} | `;
  if (column === undefined) return [gutter + shown];
  return [
    gutter + shown,
    `${" ".repeat(gutter.length - 2)}| ${" ".repeat(column - 1 - start + (start > 0 ? 1 : 0))}^`,
  ];
}
