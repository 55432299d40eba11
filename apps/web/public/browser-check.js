/*
 * A classic ES5 script for old browsers, Internet Explorer and compatibility modes included. It runs before the pages'
 * scripts and shows what to do if those cannot run.
 */
// biome-ignore lint/complexity/useArrowFunction: a browser without arrow functions would run nothing of this file
(function () {
  /* There from Chromium 85 and 86 on; scripts of the pages are modules. */
  var canRun =
    'noModule' in document.createElement('script') &&
    'replaceAll' in String.prototype &&
    'replaceChildren' in Element.prototype;
  if (canRun) return;
  document.documentElement.setAttribute('data-browser', 'old');
  var texts = [
    ['h1', 'zh-CN', '浏览器版本过低，无法打开技能账本'],
    [
      'p',
      'zh-CN',
      '请改用 Chromium 86 及以上内核的浏览器：Chrome 86 以上（Windows 7 最高可装 Chrome 109）、Edge 86 以上、360 安全浏览器 13 以上、奇安信可信浏览器或统信 UOS 浏览器的新版本。',
    ],
    [
      'p',
      'zh-CN',
      '正在使用 360 等双核浏览器时，请点地址栏右侧的图标，从“兼容模式”切换到“极速模式”，再刷新本页。',
    ],
    ['p', 'zh-CN', '不能自行安装软件的，请联系本单位的信息管理员。'],
    ['h1', 'en', 'This browser is too old for SkillLedger'],
    [
      'p',
      'en',
      'Use a browser based on Chromium 86 or later: Chrome (109 is the last for Windows 7), Edge, or a current 360, Qi An Xin or UOS browser. In a browser with two engines, switch from compatibility mode to speed mode and reload this page. If you may not install software, ask your administrator.',
    ],
  ];
  function tell() {
    var place = document.getElementById('root');
    var element;
    var index;
    place.style.cssText = 'max-width: 640px; margin: 40px auto; padding: 0 16px';
    /* Internet Explorer 8 counts a trailing comma as an element. */
    for (index = 0; texts[index]; index += 1) {
      element = document.createElement(texts[index][0]);
      element.setAttribute('lang', texts[index][1]);
      element.appendChild(document.createTextNode(texts[index][2]));
      place.appendChild(element);
    }
  }
  if (document.addEventListener) document.addEventListener('DOMContentLoaded', tell);
  else window.attachEvent('onload', tell);
})();
