#!/usr/bin/env node
/** Answers as espeak-ng 1.51 does: what it prints was recorded from the real one; its sound is a tone with a pause. */
const args = process.argv.slice(2);
const has = (name) => args.includes(name);
if (has('--version')) console.log('eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/espeak-ng-data');
else if (has('--voices'))
  console.log(
    'Pty Language       Age/Gender VoiceName          File\n 5  de              --/M      German             gmw/de\n 5  fr-fr           --/M      French_(France)    roa/fr',
  );
else {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  if (text.includes('stumm')) process.exit(3);
  if (has('--stdout')) process.stdout.write(wav());
  else if (has('--stdin')) console.log('b_ɔ̃_ʒ_ˈu_ʁ\nk_ɔ_m_ˌɑ̃ a_l_ˈe_v_ˈu');
  else console.log('b_ɔ̃_ʒ_ˈu_ʁ\nk_ɔ_m_ˈɑ̃\na_l_ˈe_v_ˈu');
}

function wav() {
  const rate = 22050;
  const samples = Array.from({ length: rate * 2 }, (_, i) => {
    const t = i / rate;
    return (t > 0.1 && t < 0.7) || (t > 0.9 && t < 1.8) ? 9000 * Math.sin(2 * Math.PI * 220 * t) : 0;
  });
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF\0\0\0\x7fWAVEfmt ', 0, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(0x7fffffff, 40);
  for (const [i, x] of samples.entries()) file.writeInt16LE(Math.round(x), 44 + 2 * i);
  return file;
}
