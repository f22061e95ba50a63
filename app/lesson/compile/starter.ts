/**
 * A new lesson that passes the strict check: a question first, a figure, a check bound to it,
 * practice, notes.
 */

export function starter(id: string, title: string): string {
  const quoted = /[:#"'[\]{}&*!|>%@`,?-]/.test(title) ? JSON.stringify(title) : title;
  return `---
format: 1
id: ${id}
title: ${quoted}
summary: One sentence that says what a reader will be able to do.
lang: en
level: intro
minutes: 10
goals:
  - Say how the size of the output follows from input and filter
  - Compute one number of the output
requires: []
authors: [Your name]
license: CC-BY-4.0
---
${STEPS}`;
}

const STEPS = `
{% step id="question" minutes=3 /%}

## A question first

A filter of $3 \\times 3$ moves over an input of $6 \\times 6$, one cell at a time.

{% figure id="c1" kind="conv" alt="A 3 by 3 filter on a 6 by 6 input, and its output" %}
Step with the buttons or the arrow keys.
{% /figure %}

{% predict id="rows" from="c1.y.shape[0]" goal=1 %}
{% ask %}How many rows will the output have?{% /ask %}
{% reveal %}$6 - 3 + 1 = 4$: the filter has four places from top to bottom.{% /reveal %}
{% /predict %}

{% notes %}
Collect guesses by hand before you reveal. [click] Most say 6.
{% /notes %}

---

{% step id="compute" minutes=4 /%}

## One number of it

Each number of the {% term name="weight" %}filter{% /term %} is multiplied by the {% term name="input" %}input{% /term %} under it, and the products are added.

{% set figure="c1" step=1 /%}

{% numeric id="first" from="c1.y[0][0]" hides="y" goal=2 %}
{% ask %}What is the first number of the output?{% /ask %}
{% hint %}Nine products, one sum.{% /hint %}
{% solution %}It is written out beside the figure, product by product.{% /solution %}
{% /numeric %}

---

{% step id="practise" minutes=3 /%}

## Practise

{% practice id="more" kind="output-cell" seed=1 goal=2 /%}
`;
