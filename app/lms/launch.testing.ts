/** A launch as an LMS writes it into the address. */
export const ATTEMPT = "760e3480-ba55-4991-94b0-01820dbd23a2";

export const LAUNCH = {
  endpoint: "https://school.example/lrs",
  fetch: "https://school.example/token?k=1",
  actor: '{"objectType":"Agent","account":{"homePage":"https://school.example","name":"ada"}}',
  registration: ATTEMPT,
  activityId: "https://school.example/au/1",
};
