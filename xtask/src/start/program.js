// Unpacks the program and starts it, in the page and in its workers. Within ES2020, like the glue.
(function () {
  "use strict";
  if (!window.trainingLedgerMayStart) return;
  var root = document.documentElement;
  function isReady() { return root.hasAttribute("data-ready"); }

  // Whatever goes wrong before the page is ready is shown. After that the page speaks for itself.
  function fail(error) {
    if (isReady()) return;
    document.getElementById("trouble-detail").textContent = String(error && error.stack || error);
    window.trainingLedgerTrouble("failed");
  }
  window.addEventListener("error", function (event) { fail(event.error || event.message); });
  window.addEventListener("unhandledrejection", function (event) { fail(event.reason); });
  setTimeout(function () {
    if (isReady()) return;
    window.trainingLedgerTrouble("slow");
    var watch = setInterval(function () {
      if (!isReady()) return;
      clearInterval(watch);
      root.classList.remove("is-troubled", "is-troubled-slow");
    }, 250);
  }, 15000);

  if (typeof wasm_bindgen === "undefined") return window.trainingLedgerTrouble("old");
  var glue = document.getElementById("glue").textContent;
  var packed = document.getElementById("wasm");
  var text = atob(packed.textContent);
  packed.remove();
  var bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  var unpacked = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

  unpacked.then(function (wasm) {
    // Starts the same program in a worker and returns the Worker. Its main() sees that there is no
    // window and listens; then {ready: true} arrives here, or {failed: why} where it cannot start.
    // Post the first message after that. terminate() gives its memory back.
    window.trainingLedgerWorker = function () {
      var source = glue + "\n(" + function () {
        self.onmessage = function (event) {
          self.onmessage = null;
          wasm_bindgen({ module_or_path: event.data }).then(
            function () { self.postMessage({ ready: true }); },
            function (error) { self.postMessage({ failed: String(error) }); }
          );
        };
      } + ")();";
      var url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      var worker = new Worker(url);
      worker.postMessage(wasm);
      // Chromium 83 needs the address until the worker has loaded it.
      setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
      return worker;
    };
    return wasm_bindgen({ module_or_path: wasm });
  }).catch(fail);
})();
