/** Pictures of the camera are collected by class and learned; the browser's own test picture. */
import { findChromium } from "../tools/chromium.mjs";
import { expect, expectAccessible, test } from "./lab";

const found = findChromium();
test.use({
  permissions: ["camera"],
  launchOptions: {
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    ...(found === null ? {} : { executablePath: found }),
  },
});

test("from an empty page to a network of three classes of the camera, by keys", async ({ lab }) => {
  await lab.open("lab");
  const { page } = lab;
  await page.getByRole("link", { name: "Teach one with the camera" }).press("Enter");
  const learn = page.getByRole("button", { name: "Give them to a small network" });
  await expect(learn).toBeDisabled();
  await page.getByRole("button", { name: "Start the camera" }).press("Enter");
  await page.getByRole("button", { name: "Another class" }).press("Enter");
  await page.getByLabel("Name of the class").first().fill("green");
  for (const name of ["green", "Class 2", "Class 3"]) {
    const group = page.getByRole("group", { name, exact: true });
    const hold = group.getByRole("button", { name: "Hold to collect" });
    await expect(hold).toBeEnabled();
    await hold.focus();
    await page.keyboard.down("Space");
    await expect(group.getByText(/^1\d pictures$/)).toBeVisible();
    await page.keyboard.up("Space");
  }
  const first = page.getByRole("group", { name: "Pictures of green" });
  const count = await first.getByRole("button").count();
  await first.getByRole("button").last().press("ArrowLeft");
  await page.keyboard.press("Delete");
  await expect(first.getByRole("button")).toHaveCount(count - 1);
  await expectAccessible(page);
  await learn.press("Enter");
  await expect(
    page.getByText(/Your camera: \d+ pictures to learn from, .*3 classes/),
  ).toBeVisible();
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeEnabled();
  await train.press("Enter");
  const keep = page.getByRole("button", { name: "Keep the trained weights" });
  await expect(keep).toBeEnabled();
  await keep.press("Enter");
  await page.getByRole("link", { name: "Ask it", exact: true }).last().press("Enter");
  await page.getByRole("button", { name: "Camera", exact: true }).press("Enter");
  await expect(page.getByText("green").first()).toBeVisible();
  const because = page.getByRole("region", { name: "Which part of the picture it comes from" });
  await because.getByRole("radio", { name: "Grad-CAM" }).press("Space");
  await expect(because.getByText(/^The maps of \w+, each times the mean/)).toBeVisible();
  await expect(
    because.getByRole("application", { name: /How much each part of the picture counts/ }),
  ).toBeVisible();
  await because.getByRole("application").press("Enter");
  await expect(
    because.getByRole("button", { name: /, mean gradient of map/ }).first(),
  ).toBeVisible();
});

test("by pointer the button of each class is held, one after the other, and each goes on collecting", async ({
  lab,
}) => {
  await lab.open("lab?part=train&from=camera");
  const { page } = lab;
  await page.getByRole("button", { name: "Start the camera" }).click();
  for (const name of ["Class 1", "Class 2"]) {
    const group = page.getByRole("group", { name, exact: true });
    const button = group.getByRole("button", { name: "Hold to collect" });
    await expect(button).toBeEnabled();
    await button.hover();
    await page.mouse.down();
    await expect(group.getByText(/^[6-9] pictures$/)).toBeVisible();
    await page.mouse.up();
  }
});
