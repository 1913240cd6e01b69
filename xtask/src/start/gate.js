// Runs first, in the head, and is parsed by every browser since 2010: no syntax newer than ES5.
// It keeps what the policy refuses, tightens the policy, picks the message of index.html that says
// why the page cannot start here (by a class of <html>), and restores the theme.
(function () {
  var root = document.documentElement;
  var refused = window.trainingLedgerRefused = [];
  if (document.addEventListener) {
    document.addEventListener("securitypolicyviolation", function (event) {
      refused.push(event.violatedDirective + " " + event.blockedURI + " " + event.lineNumber + " " + event.sample);
    });
  }

  // Chromium below 97 runs wasm only where eval is allowed. Every other engine gets a second,
  // stricter policy; policies only ever tighten.
  var chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  if (!document.documentMode && (!chromium || +chromium[1] >= 97)) {
    var policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "script-src HASHES 'wasm-unsafe-eval'; worker-src blob:";
    document.head.appendChild(policy);
  }

  // "ie", "old", "blocked", "failed" or "slow"; the first one stays, but for "slow".
  window.trainingLedgerTrouble = function (kind) {
    if (!/is-troubled-(?!slow)/.test(root.className)) root.className = "is-troubled is-troubled-" + kind;
  };
  var modern = typeof Promise === "function" && typeof DecompressionStream === "function" && "indexedDB" in window;
  var trouble = document.documentMode ? "ie" : !modern ? "old" : typeof WebAssembly !== "object" ? "blocked" : "";
  if (trouble) window.trainingLedgerTrouble(trouble);
  window.trainingLedgerMayStart = !trouble;

  var theme = "";
  try {
    theme = JSON.parse(localStorage.getItem("training-ledger:theme"));
  } catch (error) {
    // Storage is blocked: the theme of the system serves.
  }
  if (theme !== "dark" && theme !== "light") {
    theme = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-theme", theme);
})();
