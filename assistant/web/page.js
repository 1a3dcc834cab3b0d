() => {
  // One look for everybody: marks are told apart by colours chosen for a light page.
  document.body.classList.remove("dark");

  // Gradio's own notices are English; staff read Chinese. What is not known gets the last line.
  const notices = [
    [/exceed the maximum allowed size/i, "文件太大，上限是50 MB。年报一般不到5 MB，请删去大图片，或只把正文另存一份再传。"],
    [/connection|could not connect|failed to fetch/i,
     "和年报助手的连接断了，正在重新连接。一直连不上，请看看启动它的窗口是不是关了。先不要刷新页面，写好的内容请复制保存。"],
    [/queue is full/i, "现在用的人太多，请等一会儿再点一次。"],
    [/./, "出了点问题，请再试一次。"]
  ];
  const english = /^\s*[A-Za-z]/;

  function put(element, text) {
    const node = Array.from(element.childNodes).find((child) => child.nodeType === 3 && child.nodeValue.trim());
    if (node && english.test(node.nodeValue)) {
      node.nodeValue = text(node.nodeValue);
    }
  }

  function translate() {
    document.querySelectorAll(".toast-title").forEach((title) => put(title, () => "提示"));
    document.querySelectorAll(".toast-message-text").forEach((message) =>
      put(message, (said) => notices.find((notice) => notice[0].test(said))[1])
    );
    document.querySelectorAll(".toast-close").forEach((button) => {
      if (button.getAttribute("aria-label") !== "关闭") {
        button.setAttribute("aria-label", "关闭");
      }
    });
  }

  new MutationObserver(translate).observe(document.body, { childList: true, subtree: true, characterData: true });
}
