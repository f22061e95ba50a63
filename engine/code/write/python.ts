/** Numbers, words and lists as Python writes them. */

export function python(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value))
    return `(${value.map(python).join(", ")}${value.length === 1 ? "," : ""})`;
  return String(value);
}

/** A number where all sides are alike, a tuple otherwise. */
export function sides(value: unknown): string {
  if (!Array.isArray(value)) return python(value);
  return value.every((one) => one === value[0]) ? python(value[0]) : python(value);
}
