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

  var element = document.getElementById("packed");
  var sizes = element.dataset.parts.split(" ").map(Number);
  var moduleSize = +element.dataset.module;
  var barred = element.dataset.barred.split(" ").map(Number);
  var checksum = +element.dataset.checksum;

  // The bytes of an element: seven bits a character; from U+0100 on a character stands for one of
  // the barred sevens and another seven (xtask/src/squeeze.rs).
  function bytesOf(element) {
    var found = new Uint8Array(+element.dataset.length);
    var text = element.textContent;
    element.remove();
    for (var from = 0, to = 0, held = 0, count = 0; from < text.length; from++) {
      var character = text.charCodeAt(from);
      if (character > 127) {
        held = held << 7 | barred[(character >> 7) - 2];
        count += 7;
        if (count >= 8) found[to++] = held >> (count -= 8);
        character &= 127;
      }
      held = held << 7 | character;
      count += 7;
      if (count >= 8) found[to++] = held >> (count -= 8);
    }
    return found;
  }

  // The small program that unpacks the large one.
  var unpack = bytesOf(document.getElementById("unpack"));
  var packed = bytesOf(element);

  WebAssembly.instantiate(unpack).then(function (decoder) {
    var unpacker = decoder.instance.exports;
    var size = sizes[0] + sizes[1] + sizes[2];
    var room = packed.length + size + moduleSize;
    var at = unpacker.memory.grow(Math.ceil(room / 65536)) * 65536;
    new Uint8Array(unpacker.memory.buffer, at).set(packed);
    var sum = unpacker.unpack_at(at, packed.length, at + packed.length, size) >>> 0;
    if (sum !== checksum) throw new Error("damaged file: " + sum + " is not " + checksum);

    // The parts in their order: glue, style sheets of the pages, the wasm in parts of its own.
    var end = at + packed.length;
    function bytes(from, length) { return new Uint8Array(unpacker.memory.buffer, from, length); }
    var parts = sizes.map(function (length) { return bytes((end += length) - length, length); });
    var decode = new TextDecoder();
    var glue = decode.decode(parts[0]);
    function add(kind, content) {
      var added = document.createElement(kind);
      added.textContent = content;
      document.head.appendChild(added);
    }
    add("style", decode.decode(parts[1]));
    add("script", glue);
    if (typeof wasm_bindgen === "undefined") return window.trainingLedgerTrouble("old");
    var joined = unpacker.join_at(parts[2].byteOffset, sizes[2], end, moduleSize);
    // A copy: the memory of the unpacker goes.
    var wasm = bytes(end, joined).slice().buffer;

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
