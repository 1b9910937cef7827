// A rejected promise that nobody awaits is no matter of ours.
process.on('unhandledRejection', () => {});
// Reads lines of JSON, {zone, body}, and answers each with a line: what the body gives, as a JSON text.
let rest = '';
process.stdin.setEncoding('utf8').on('data', chunk => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  process.stdout.write(lines.map(line => {
    const { zone, body } = JSON.parse(line);
    if (process.env.TZ !== zone) process.env.TZ = zone;
    try {
      return JSON.stringify(Function(body)()) + '\n';
    } catch (wrong) {
      return JSON.stringify('does not parse: ' + wrong.name) + '\n';
    }
  }).join(''));
});
