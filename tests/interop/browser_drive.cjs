// Takes the course in xterm.js as a person would, and tells what held. Arguments: the page's address, a folder for pictures.
const puppeteer = require('puppeteer-core');
const [, , address, folder] = process.argv;
const NAME = 'Zoë 山田 Ångström';

let failed = false;
function tell(what, holds, screen = '') {
  console.log(`${holds ? 'ok' : 'not ok'} ${what}`);
  if (!holds) {
    failed = true;
    console.log(screen.split('\n').map(line => '    ' + line).join('\n'));
  }
}

(async () => {
  const browser = await puppeteer.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu']});
  const page = await browser.newPage();
  await page.setViewport({width: 1400, height: 900});
  await page.goto(address);

  const screen = () => page.evaluate(() => {
    const buffer = window.terminal.buffer.active;
    return [...Array(window.terminal.rows)].map((_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '').join('\n');
  });
  const sees = async (words, patience = 30000) => {
    for (const end = Date.now() + patience; Date.now() < end;) {
      const now = await screen();
      if (typeof words === 'function' ? words(now) : now.includes(words)) return now;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw Object.assign(new Error(`«${words}» never came`), {screen: await screen()});
  };
  const resize = (columns, rows) => page.evaluate((columns, rows) => window.terminal.resize(columns, rows), columns, rows);
  // The middle of the cell where some words begin.
  const clicks = async words => {
    const now = (await sees(words)).split('\n');
    const row = now.findIndex(line => line.includes(words));
    const column = now[row].indexOf(words);
    const box = await (await page.$('.xterm-screen')).boundingBox();
    const [columns, rows] = await page.evaluate(() => [window.terminal.cols, window.terminal.rows]);
    await page.mouse.click(box.x + (column + 1.5) * box.width / columns, box.y + (row + 0.5) * box.height / rows);
  };

  try {
    await sees('Your name');
    await page.evaluate(name => window.terminal.paste(name), NAME);
    tell('a name is pasted, wide letters and accents whole', (await sees('山田')).includes(NAME), await screen());
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('Enter');
    const home = await sees('Why be there at all');
    await page.screenshot({path: `${folder}/home.png`});
    tell('the list of lessons comes', home.includes('Enter'), home);
    await clicks('Why be there at all');
    tell('a click opens the lesson', (await sees('page 1 of')).length > 0);
    await page.keyboard.press('ArrowRight');
    tell('an arrow turns the page', (await sees('page 2 of')).length > 0);
    await page.keyboard.press('PageDown');
    await page.keyboard.type('?');
    const help = await sees(now => !now.includes('page 2 of') || now.includes('F1'));
    tell('help lists the keys', /Esc/.test(help), help);
    await page.keyboard.press('Escape');
    await sees('page 2 of');
    await page.screenshot({path: `${folder}/page.png`});

    // What a person sees who drags a corner of the window; the last size counts.
    const before = await sees(now => now.includes('page 2 of'));
    for (let step = 0; step < 1000; step += 1) await resize(40 + step * 7 % 101, 12 + step * 3 % 29);
    await resize(80, 24);
    const trimmed = text => text.split('\n').map(line => line.trimEnd()).join('\n').trimEnd();
    await sees(now => trimmed(now) === trimmed(before));
    tell('after a thousand resizes the screen is the one before', true);

    await page.evaluate(() => window.terminal.blur());
    await page.evaluate(() => window.terminal.focus());
    await page.keyboard.press('q');
    await page.waitForFunction(() => window.over, {timeout: 30000});
    const left = await page.evaluate(() => [window.terminal.buffer.active.type, window.terminal.modes.mouseTrackingMode, window.terminal.modes.bracketedPasteMode]);
    tell('leaving gives the terminal back', left.join() === 'normal,none,false', left.join());

    await page.goto(address);
    tell('coming back finds the same page', (await sees('page 2 of')).length > 0);
  } catch (error) {
    tell(error.message, false, error.screen ?? error.stack);
  }
  await browser.close();
  process.exit(failed ? 1 : 0);
})();
