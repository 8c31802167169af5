/** Lines of a screenplay page (Courier 12, US Letter), as trade practice counts them. */
const linesPerPage = 55;

const rooms = ['KITCHEN', 'LIVING ROOM', 'OFFICE', 'BAR', 'BEDROOM', 'CORRIDOR'];
const people = ['MARA', 'OSKAR', 'NADIA', 'TOMAS', 'EDITH'];
/** What people do; A and B are the two of a scene, C the third who comes into every third one. */
const deeds = [
  'A crosses to the window and looks out.',
  'B sits down at the table. He picks up the letter.',
  'A nods slowly, and turns to the door.',
  'C enters. He stops and looks at A.',
  'B stands up and walks to the counter.',
];
const words = [
  'I thought you would have told me before the winter, not after it.',
  'Nobody asked you to stay.',
  'Then say it. Say it once and I will never ask again.',
  'It was raining, I remember that, and the boats did not come in.',
  'You always do this.',
];

/** A screenplay of so many pages, always the same: scenes of two or three people, in seven places. */
export function longScript(pages: number): string {
  const lines: string[] = ['Title: The Long One', 'Author: A bench', ''];
  for (let n = 0; lines.length < pages * linesPerPage; n++) {
    const scene = Math.floor(n / 24);
    const [a = '', b = '', c = ''] = [0, 1, 2].map((i) => people[(scene + i) % people.length] ?? '');
    if (n % 24 === 0) {
      lines.push(
        `${scene % 3 === 2 ? 'EXT. STREET' : `INT. ${rooms[scene % rooms.length]}`} - ${scene % 2 ? 'NIGHT' : 'DAY'}`,
        '',
      );
      lines.push(`${a} (40s, green coat) and ${b} stand in the room.`, '');
    }
    if (n % 4 === 3) {
      const deed = deeds[(n >> 2) % deeds.length] ?? '';
      const third = scene % 3 === 0 ? c : a;
      lines.push(
        deed.replace(/\b[ABC]\b/g, (who) => ({ A: a, B: b, C: third })[who] ?? who),
        '',
      );
    } else lines.push(n % 2 ? a : b, words[(n * 7) % 5] ?? '', '');
  }
  return `${lines.join('\n')}\n`;
}

/** About thirty seconds for two people in one room. */
export const halfMinute = `Title: Half a Minute

INT. KITCHEN - NIGHT

MARA (30s, green dress, long hair) and OSKAR (30s, blue shirt, beard) sit at the table.

MARA
You said you would be home by seven.

OSKAR
I said I would try to be home by seven.

MARA
It is nearly ten.

OSKAR
The boats came in late. I could not leave them there.

Mara looks at the window.

MARA
You never could.

OSKAR
What is that supposed to mean?

MARA
It means that your dinner is cold, and I ate alone, and I am tired of the boats.

OSKAR
So am I.

Mara nods slowly.
`;
