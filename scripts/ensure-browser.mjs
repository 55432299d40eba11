// Finds a Chromium for the browser tests, and installs Debian's where there is none (needs root and apt).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PLACES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a browser, or undefined. */
export const findBrowser = () => PLACES.find((path) => path && existsSync(path));

/** Chinese text without a Chinese font is boxes. */
const hasChineseFont = () => {
  const list = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
  return list.status !== 0 || list.stdout.trim() !== '';
};

function install() {
  const run = (...words) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return run('update') && run('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if ((!findBrowser() || !hasChineseFont()) && !install() && !findBrowser()) {
    console.error(
      '没有找到 Chromium，也无法安装；请安装 Chromium 或用 CHROME_PATH 指定 · no Chromium found and none could be installed: install one or name it in CHROME_PATH',
    );
    process.exit(1);
  }
}
