// Signs this browser in and out, and adds the CSRF token to what "Try it out" sends with the cookie.
// "Authorize" takes an access token instead, as programs use.
"use strict";

let csrfToken = null;

function askForCode(asked) {
  const code = document.querySelector("#sign-in input[name=otp]");
  code.hidden = code.disabled = !asked; // a disabled field is not sent
  if (asked) code.focus();
}

async function look() {
  const answer = await fetch("/api/session");
  const session = answer.ok ? await answer.json() : null;
  csrfToken = session && session.csrf_token;
  document.getElementById("who").textContent = session ? session.user.email || session.user.name : "";
  document.getElementById("sign-in").hidden = Boolean(session);
  document.getElementById("sign-out").hidden = !session;
}

document.getElementById("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const credentials = Object.fromEntries(new FormData(event.target));
  const answer = await fetch("/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(credentials),
  });
  if (answer.ok) {
    event.target.reset();
    askForCode(false);
    await look();
  } else {
    const problem = await answer.json();
    if (problem.type.includes(":second-factor-")) askForCode(true);
    document.getElementById("who").textContent = problem.title;
  }
});

document.getElementById("sign-out").addEventListener("click", async () => {
  await fetch("/api/session", { method: "DELETE", headers: { "X-CSRF-Token": csrfToken } });
  await look();
});

SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    if (csrfToken && !request.headers.Authorization && request.method !== "GET") {
      request.headers["X-CSRF-Token"] = csrfToken;
    }
    return request;
  },
  responseInterceptor: (response) => {
    if (new URL(response.url).pathname === "/api/session") look();
    return response;
  },
});
look();
