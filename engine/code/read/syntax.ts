/** What Python source says, as a tree. `at` is an offset in the source. */

export type Expression = { readonly at: number } & (
  | { readonly kind: "number"; readonly value: number; readonly isFloat: boolean }
  | { readonly kind: "text"; readonly value: string; readonly isFormatted: boolean }
  | { readonly kind: "constant"; readonly value: boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly form: ListForm }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "call"; readonly callee: Expression; readonly given: readonly Given[] }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly items: readonly Expression[] }
  | { readonly kind: "slice"; readonly parts: readonly (Expression | null)[] }
  | { readonly kind: "unary"; readonly sign: string; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "either";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: "each";
      readonly element: Expression;
      readonly value: Expression | null;
      readonly clauses: readonly Clause[];
    }
  | {
      readonly kind: "lambda";
      readonly parameters: readonly Parameter[];
      readonly body: Expression;
    }
  | { readonly kind: "star"; readonly operand: Expression }
);

export type ListForm = "list" | "tuple" | "set";

/** `for target in items if conditions` of a comprehension. */
export interface Clause {
  readonly target: Expression;
  readonly items: Expression;
  readonly conditions: readonly Expression[];
}

/** An argument of a call; a printed model has `(0): ` or `(conv1): ` before its children. */
export interface Given {
  readonly at: number;
  readonly name: string | null;
  readonly star: "" | "*" | "**";
  readonly isPrinted: boolean;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly star: "" | "*" | "**";
  readonly otherwise: Expression | null;
}

export type Statement = { readonly at: number } & (
  | { readonly kind: "expression"; readonly value: Expression }
  | {
      readonly kind: "assign";
      readonly targets: readonly Expression[];
      readonly value: Expression | null;
    }
  | {
      readonly kind: "update";
      readonly target: Expression;
      readonly sign: string;
      readonly value: Expression;
    }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: Block;
      readonly otherwise: Block;
    }
  | {
      readonly kind: "for";
      readonly target: Expression;
      readonly items: Expression;
      readonly body: Block;
    }
  | { readonly kind: "while"; readonly condition: Expression; readonly body: Block }
  | { readonly kind: "with"; readonly body: Block }
  | {
      readonly kind: "def";
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Block;
      readonly decorators: readonly Expression[];
    }
  | {
      readonly kind: "class";
      readonly name: string;
      readonly bases: readonly Expression[];
      readonly body: Block;
    }
  | { readonly kind: "return"; readonly value: Expression | null }
  | { readonly kind: "import"; readonly names: readonly (readonly [name: string, path: string])[] }
  | { readonly kind: "raise" }
  | { readonly kind: "leave"; readonly word: "pass" | "break" | "continue" }
);

export type Block = readonly Statement[];
