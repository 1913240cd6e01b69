// Unpacks the program and starts it. The same bytes serve the workers.
(function () {
  if (window.trainingLedgerMissing.length) return;
  function failed(error) {
    window.trainingLedgerFailed("启动时出错：" + (error && error.message || error) + "。");
  }
  if (typeof wasm_bindgen === "undefined") return failed("内核过旧，读不懂程序");
  var glue = document.getElementById("glue").textContent;
  var packed = document.getElementById("wasm");
  var bytes = Uint8Array.from(atob(packed.textContent), function (c) { return c.charCodeAt(0); });
  packed.parentNode.removeChild(packed);
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer().then(function (wasm) {
    // A worker of the same program. It posts {ready: true} once it listens, or {failed: why}.
    window.trainingLedgerWorker = function () {
      var source = glue + ";onmessage=function(e){onmessage=null;wasm_bindgen({module_or_path:e.data}).then(function(){postMessage({ready:true})},function(x){postMessage({failed:String(x)})})};";
      var url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      var worker = new Worker(url);
      URL.revokeObjectURL(url);
      worker.postMessage(wasm);
      return worker;
    };
    return wasm_bindgen({ module_or_path: wasm });
  }).catch(failed);
})();
