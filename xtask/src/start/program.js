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

  // The bytes of a script element that holds them as base64.
  function bytesOf(element) {
    var text = atob(element.textContent);
    element.remove();
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  var packedElement = document.getElementById("packed");
  var sizes = packedElement.dataset.parts.split(" ").map(Number);
  var checksum = +packedElement.dataset.checksum;
  var packed = bytesOf(packedElement);
  WebAssembly.instantiate(bytesOf(document.getElementById("unpack"))).then(function (decoder) {
    var unpacker = decoder.instance.exports;
    var size = sizes[0] + sizes[1] + sizes[2];
    var at = unpacker.memory.grow(Math.ceil((packed.length + size) / 65536)) * 65536;
    new Uint8Array(unpacker.memory.buffer, at).set(packed);
    var sum = unpacker.unpack_at(at, packed.length, at + packed.length, size) >>> 0;
    if (sum !== checksum) throw new Error("damaged file: " + sum + " is not " + checksum);

    // The parts in their order: glue, style sheets of the pages, wasm.
    var from = at + packed.length;
    var parts = sizes.map(function (length) {
      return new Uint8Array(unpacker.memory.buffer, (from += length) - length, length);
    });
    var text = new TextDecoder();
    var glue = text.decode(parts[0]);
    function add(kind, content) {
      var element = document.createElement(kind);
      element.textContent = content;
      document.head.appendChild(element);
    }
    add("style", text.decode(parts[1]));
    add("script", glue);
    if (typeof wasm_bindgen === "undefined") return window.trainingLedgerTrouble("old");
    // A copy: the memory of the unpacker goes.
    var wasm = parts[2].slice().buffer;

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
