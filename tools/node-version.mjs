/**
 * Which Node this project runs on has one home: `engines` in package.json. Reads such a range:
 * terms `^20.19.0`, `>=22`, `20`, all of which must hold when they stand side by side, either side
 * of `||`.
 */

/** Whether `version` ("20.19.1") lies in `range`. */
export function allows(range, version) {
  const actual = numbers(version);
  return range.split("||").some((part) =>
    part
      .trim()
      .replace(/([<>=^~])\s+/g, "$1")
      .split(/\s+/)
      .every((term) => holds(term, actual)),
  );
}

function holds(term, actual) {
  if (term === "" || term === "*") return true;
  const [, sign = "", version = ""] = /^(>=|<=|>|<|=|\^|~)?v?(.*)$/.exec(term) ?? [];
  const wanted = numbers(version);
  const order = compared(actual, wanted);
  const given = version.split(".").filter((part) => /^\d+$/.test(part)).length;
  switch (sign) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
    case "^":
      return order >= 0 && actual[0] === wanted[0];
    case "~":
      return order >= 0 && actual[0] === wanted[0] && actual[1] === wanted[1];
    default:
      return wanted.slice(0, given).every((number, at) => number === actual[at]);
  }
}

function numbers(version) {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map((part) => Number(part) || 0);
  return [major, minor, patch];
}

function compared(one, other) {
  for (const [at, number] of one.entries()) if (number !== other[at]) return number - other[at];
  return 0;
}
