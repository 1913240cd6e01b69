// Runs first and must be understood by every browser: says in words why the page cannot start.
window.trainingLedgerRefused = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.trainingLedgerRefused.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile + ":" + event.lineNumber);
});
window.trainingLedgerFailed = function (why) {
  function show() {
    var paint = document.getElementById("first-paint");
    if (paint) paint.parentNode.removeChild(paint);
    document.getElementById("too-old-why").appendChild(document.createTextNode(why));
    document.getElementById("too-old").removeAttribute("hidden");
  }
  window.trainingLedgerFailed = function () {};
  if (document.getElementById("too-old")) show(); else document.addEventListener("DOMContentLoaded", show);
};
(function () {
  var missing = [];
  if (!window.WebAssembly) missing.push("WebAssembly");
  if (!window.Promise) missing.push("Promise");
  if (!window.DecompressionStream) missing.push("DecompressionStream");
  window.trainingLedgerMissing = missing;
  if (missing.length) window.trainingLedgerFailed("这个浏览器的内核过旧，缺少：" + missing.join("、") + "。");
  var version = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  if (!version || +version[1] >= 97) {
    // Older Chromium runs wasm only where eval is allowed; every other engine gets the stricter policy.
    var policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "script-src HASHES 'wasm-unsafe-eval'; worker-src blob:";
    document.head.appendChild(policy);
  }
})();
