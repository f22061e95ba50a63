/**
 * The lesson that a new page of the studio begins with: it passes the check and shows the most
 * needed tags.
 */
export const STARTER = `---
format: 1
id: my-lesson
title: My first lesson
summary: One sentence that says what a reader will be able to do.
lang: en
level: intro
minutes: 5
goals:
  - Compute one output of a convolution
requires: []
authors: [Your name]
license: CC-BY-4.0
---

# My first lesson

---
{% step id="begin" minutes=5 /%}

## A question first

{% figure id="c1" kind="conv" alt="A 3 by 3 filter on a 6 by 6 input, and its output" %}
Step with the buttons or the arrow keys.
{% /figure %}

The filter stands on the first window. Each number under it is multiplied by the filter's number, and the products are added.

{% numeric id="first" from="c1.y[0][0]" goal=1 %}
{% ask %}What is the first number of the output?{% /ask %}
{% hint %}Nine products, one sum.{% /hint %}
{% solution %}It is written under the figure, product by product.{% /solution %}
{% /numeric %}

{% notes %}
Only you see this: what to say, what to ask. [click] marks where to press the clicker.
{% /notes %}
`;
