import { afterEach, expect, test } from "vitest";
import { catalogueOf } from "./languages";
import { echo, ENGLISH, speak } from "./words";

afterEach(() => speak("en", ENGLISH));

test("a sentence of the engine is said again with what stands in its gaps", async () => {
  expect(echo("WebGPU was asked for, but it is not available")).toBe(
    "WebGPU was asked for, but it is not available",
  );
  speak("es", await catalogueOf("es"));
  expect(echo("WebGPU was asked for, but it is not available")).toBe(
    "se pidió WebGPU, pero no está disponible",
  );
  expect(echo("conv1: the 5×5 kernel does not fit: the image is only 3 high")).toBe(
    "conv1: el kernel de 5×5 no cabe: la imagen solo mide 3 de alto",
  );
  expect(echo("what nobody has translated")).toBe("what nobody has translated");
});
