/**
 * A first visit over a slow link: seconds until the figure of the convolution lesson can be
 * stepped, requests and kilobytes until then, and when its first number was stepped.
 */
import { freshPage, median } from "./open.mjs";

/** As a slow mobile link: 1.6 Mbit/s down, 0.75 up, 150 ms there and back. */
const LINK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6e6 / 8) | 0,
  uploadThroughput: (0.75e6 / 8) | 0,
};
const VISITS = 3;

export async function load({ browser, site, slow }) {
  const visits = [];
  for (let visit = 0; visit < VISITS; visit++) visits.push(await firstVisit(browser, site, slow));
  const of = (key) => median(visits.map((one) => one[key]));
  const result = {
    usable: of("usable"),
    stepped: of("stepped"),
    requests: of("requests"),
    kilobytes: of("kilobytes"),
  };
  console.log(
    `   processor slowed ${slow} times: usable after ${result.usable.toFixed(1)} s, ${result.requests} requests and ${result.kilobytes.toFixed(0)} KB before it; first step shown after ${result.stepped.toFixed(1)} s`,
  );
  return result;
}

async function firstVisit(browser, site, slow) {
  const { page, devtools, close } = await freshPage({ browser, slow });
  let requests = 0;
  let bytes = 0;
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", LINK);
  devtools.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("data:")) requests++;
  });
  devtools.on("Network.dataReceived", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  await page.goto(`${site}#/lesson/convolution/window`, { waitUntil: "commit" });
  const forward = page.getByRole("button", { name: "One step forward" }).first();
  await forward.click({ trial: true, timeout: 120_000 });
  const usable = { usable: seconds(), requests, kilobytes: bytes / 1000 };
  await forward.click();
  await page.locator("main [data-arithmetic]").first().waitFor();
  const stepped = seconds();
  await close();
  return { ...usable, stepped };
}
