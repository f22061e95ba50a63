/**
 * A reader of another language: which language a page speaks, that it stays in order when it runs
 * from right to left, and that figures do not.
 */
import { ALL, stepsInTurn } from "./course";
import { faultsOf } from "./everywhere";
import { expect, expectAccessible, type Lab, test } from "./lab";

const ARABIC = { lang: "ar", still: "1" };
const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
];

/**
 * In Arabic on a screen of this size nothing is cut or on something else, and axe finds nothing.
 */
async function expectArabicInOrder(
  lab: Lab,
  routes: readonly string[],
  size: (typeof SIZES)[number],
): Promise<void> {
  const { page } = lab;
  await page.setViewportSize(size);
  const theme = size.width === 1024 ? "projector" : "light";
  for (const route of routes) {
    await lab.open(route, { ...ARABIC, theme });
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await expect.poll(() => faultsOf(page), { message: route }).toEqual([]);
    // As high as the page: a bar that stays covers a part of what is under it while one scrolls.
    await page.setViewportSize({ ...size, height: 3000 });
    await expectAccessible(page);
    await page.setViewportSize(size);
  }
}

test("a lesson speaks the language of the address, then the chosen one, as a whole", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lesson/convolution/slide", { lang: "es" });
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(page.getByRole("heading", { name: "Deslizar" })).toBeVisible();
  await page.getByLabel("Tu respuesta").first().fill("-4");
  await page.getByRole("button", { name: "Comprobar" }).first().click();
  await expect(page.getByText("Sí, −4.")).toBeVisible();
  await page.getByRole("button", { name: "Idioma" }).click();
  await page.getByText("简体中文").click();
  await expect(page.getByRole("heading", { name: "滑动" })).toBeVisible();
  await expect(page).toHaveURL(/lang=zh-Hans/);
  await lab.open("lesson/convolution/slide");
  await expect(page.getByRole("heading", { name: "滑动" })).toBeVisible();
  await expect(page.getByRole("button", { name: "继续" })).toBeVisible();
  await lab.open("lesson/stride");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByText("This lesson is not in 简体中文 yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
});

test("a translation says that no native speaker has read it, and decimals are written as in its country", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lesson/batch-norm", { lang: "es" });
  await expect(page.getByText("Traducido sin revisión de un hablante nativo.")).toBeVisible();
  await lab.open("lesson/batch-norm/normalise", { lang: "es" });
  await expect(page.locator("main article").first()).toContainText("0,5");
  await page.getByLabel("Tu respuesta").first().fill("-1,5");
  await page.getByRole("button", { name: "Comprobar" }).first().click();
  await expect(page.getByText("Sí, −1,5.")).toBeVisible();
});

test("in Arabic the text runs from right to left, and the figure from left to right", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lesson/convolution/window", ARABIC);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator('main figure [aria-label^="الصف 0، العمود 1"]').first()).toBeVisible();
  const places = await page.evaluate(() => {
    const left = (selector: string): number =>
      document.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN;
    return {
      text: left("main article"),
      figure: left("main figure"),
      first: left('main figure [aria-label^="الصف 0، العمود 0"]'),
      second: left('main figure [aria-label^="الصف 0، العمود 1"]'),
    };
  });
  expect(places.text).toBeGreaterThan(places.figure);
  expect(places.first).toBeLessThan(places.second);
});

test("the start says how much of the lab is in the reader's language, and axe finds nothing", async ({
  lab,
}) => {
  const { page } = lab;
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await lab.open("", ARABIC);
    await expect(page.getByText("حتى الآن درسان بهذه اللغة")).toBeVisible();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await expect.poll(() => faultsOf(page), { message: `${size.width}` }).toEqual([]);
  }
  await expectAccessible(page);
  await expect(page.getByText("بالإنجليزية", { exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: "الالتفاف", exact: true }).click();
  await expect(page.getByRole("heading", { name: "ما الذي تجده تسعة أعداد؟" })).toBeVisible();
});

for (const [at, size] of SIZES.entries())
  test(`in Arabic, ${size.width} px wide, nothing is cut or on something else, and axe finds nothing`, async ({
    lab,
  }) => {
    test.setTimeout(180_000);
    const steps = stepsInTurn("convolution", at).map((step) => `lesson/convolution/${step}`);
    await expectArabicInOrder(lab, steps, size);
  });

/** Pages of those who teach, and what says that each is there. */
const PAGES = {
  studio: "لا خطأ في هذا الدرس.",
  course: "أعطه لطلابك",
  results: "إجابات صف",
  check: "ما يتيحه هذا المتصفّح",
};

for (const [name, said] of Object.entries(PAGES))
  test(`in Arabic nothing is cut or on something else on the page ${name}, and axe finds nothing`, async ({
    lab,
  }) => {
    test.setTimeout(120_000);
    const { page } = lab;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await lab.open(name, ARABIC);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await expect(page.getByText(said).first()).toBeVisible();
      await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
      await expect.poll(() => faultsOf(page), { message: `${size.width}` }).toEqual([]);
    }
    await expectAccessible(page);
  });

test("the studio speaks the writer's language: what is wrong, the editor's lists, a translation", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("studio", { lang: "es" });
  await expect(page.getByText("Esta lección no tiene ningún error.")).toBeVisible();
  await page.getByRole("textbox", { name: /^Texto de la lección/ }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n{% prac");
  await expect(page.locator(".cm-completionInfo")).toContainText("Ejercicios generados sin fin");
  await page.keyboard.press("Escape");
  const problems = page.getByRole("region", { name: "Problemas" });
  await expect(problems).toContainText("Una etiqueta no termina con %}.");
  await page.getByLabel("Traducir una lección").selectOption("convolution");
  const original = page.getByRole("region", { name: "El original" });
  await expect(original).toContainText("pasos esperan a un traductor");
});

const LAB_PAGES = [
  "lab",
  "lab?part=ask",
  "lab?part=train",
  "lab?part=take",
  "networks",
  "networks/lenet5",
];

for (const [turn, size] of SIZES.entries())
  test(`the lab and the networks in Arabic, ${size.width} px wide: nothing is cut or on something else, and axe finds nothing`, async ({
    lab,
  }) => {
    test.setTimeout(180_000);
    const pages = LAB_PAGES.filter((_, at) => ALL || at % SIZES.length === turn);
    await expectArabicInOrder(lab, pages, size);
  });

test("the parts of the lab say in Spanish and in Chinese what they do", async ({ lab }) => {
  const { page } = lab;
  await lab.open("lab", { lang: "es" });
  await expect(page.getByRole("heading", { name: "Capa por capa" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "convolución" }).first()).toBeVisible();
  await lab.open("networks/lenet5", { lang: "zh-Hans" });
  await expect(page.getByRole("heading", { name: "逐层" })).toBeVisible();
  await expect(page.getByRole("button", { name: "复制 PyTorch 代码" })).toBeVisible();
});

test("a handout and the windows of a lecture speak the lesson's language", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await lab.open("print/convolution", { lang: "es" });
  await expect(page.getByRole("button", { name: "Imprimir" })).toBeVisible();
  await page.getByLabel("Versión").selectOption("B");
  await expect(page.getByRole("region", { name: "Respuestas, versión B" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pregunta 1", exact: true })).toBeVisible();
  await lab.open("present/convolution/window", { lang: "es" });
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Teclas y mando" })).toContainText(
    "pantalla negra",
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const opened = context.waitForEvent("page");
  await page.keyboard.press("s");
  const notes = await opened;
  await expect(notes.getByText("Conectado")).toBeVisible();
  await expect(notes.getByText(/^Paso \d+ de \d+$/)).toBeVisible();
  await notes.getByRole("button", { name: "Pantalla negra" }).click();
  await expect(page.getByRole("button", { name: "Mostrar la clase de nuevo" })).toBeVisible();
  await expect(notes.getByText("La pantalla está en negro")).toBeVisible();
});
