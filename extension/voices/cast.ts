import type { Breakdown, CastMember, Voice } from '../../schemas/source/breakdown.ts';
import type { FilmSettings } from '../../schemas/source/settings.ts';
import { seeded } from '../geometry/random.ts';
import { round4 } from '../geometry/vector.ts';
import { fliteVoiceNames, meanPitch, tractOf } from './flite/voices.ts';

type Age = CastMember['look']['age'];
type Sex = 'female' | 'male';

/** Mean pitch of speech by age and sex, Hz (Titze, "Principles of Voice Production"; children at eight). */
const usualPitch: Record<Sex, Record<Age, number>> = {
  female: { child: 265, teen: 215, adult: 190, elder: 175 },
  male: { child: 255, teen: 140, adult: 112, elder: 104 },
};

/** How fast they speak against the middle. */
const usualRate: Record<Age, number> = { child: 1.04, teen: 1.05, adult: 1, elder: 0.9 };

/** What each recording gives away in naturalness, for each sex it is bent to. */
const roughness: Record<string, Record<Sex, number>> = {
  slt: { female: 0, male: 0.9 },
  awb: { female: 0.35, male: 0.05 },
  rms: { female: 2, male: 0 },
  kal16: { female: 2, male: 0.3 },
};

interface Candidate {
  name: string;
  pitch: number;
  hertz: number;
}

const pitchSteps = [0.8, 0.88, 0.94, 1, 1.06, 1.13, 1.22, 1.35, 1.5, 1.7, 1.9];

/**
 * The breakdown with a voice for every speaking part, apart from each other and fit for age and sex (where the sex is unknown: for the
 * body the part was given). Depends on the parts before it in the cast alone, so that a new part changes nobody
 * else's voice. A voice a person chose stays. Another engine takes the same names as the voices to come closest to.
 */
export function castVoices(breakdown: Breakdown, settings: FilmSettings['voices']): Breakdown {
  const engine = settings.engine === 'espeak-ng' ? 'espeak-ng' : 'flite';
  const voices: Record<string, Voice> = {};
  const taken: Voice[] = [];
  const speaking = breakdown.cast.filter((member) => member.speaking);
  for (const member of speaking)
    if (member.voice && member.origin === 'edited') {
      voices[member.id] = member.voice;
      taken.push(member.voice);
    }
  for (const member of speaking) {
    if (voices[member.id]) continue;
    const voice = chooseVoice(member, taken, engine);
    voices[member.id] = voice;
    taken.push(voice);
  }
  const cast = breakdown.cast.map((member) => {
    const voice = voices[member.id];
    return voice ? { ...member, voice } : member;
  });
  return { ...breakdown, cast };
}

function chooseVoice(member: CastMember, taken: readonly Voice[], engine: string): Voice {
  const random = seeded(`voice ${member.id}`);
  const sex = member.sex === 'unknown' ? (member.look.figure >= 0.5 ? 'female' : 'male') : member.sex;
  const age = member.look.age;
  const rate = round4(usualRate[age] * (0.96 + 0.08 * random()));
  let best: { voice: Voice; score: number } | undefined;
  for (const candidate of candidates(sex, age)) {
    const pitch = round4(candidate.pitch * (0.98 + 0.04 * random()));
    const voice: Voice = { engine, name: candidate.name, pitch, rate };
    const apart = Math.min(2, ...taken.map((other) => voiceDistance(voice, other)));
    const off = Math.abs(Math.log2(candidate.hertz / usualPitch[sex][age]));
    const rough = roughness[candidate.name.split('-')[0] ?? '']?.[sex] ?? 2;
    const score = 1.4 * apart - rough - 1.5 * off - 0.4 * Math.abs(Math.log2(pitch)) + 0.12 * random();
    if (!best || score > best.score) best = { voice, score };
  }
  if (!best) throw new RangeError('no voice can be bent to this part');
  return best.voice;
}

/** Voices that come within a third of the usual pitch of such a part. */
function candidates(sex: Sex, age: Age): Candidate[] {
  const out: Candidate[] = [];
  for (const name of fliteVoiceNames) {
    if (name.endsWith('-child') !== (age === 'child')) continue;
    // rms is bent by playing it faster, as its body is: another pitch would only undo the body.
    for (const pitch of name.startsWith('rms') ? [1] : pitchSteps) {
      const hertz = heardPitch({ name, pitch });
      if (Math.abs(Math.log2(hertz / usualPitch[sex][age])) < 0.45) out.push({ name, pitch, hertz });
    }
  }
  return out;
}

/** Hz; the recording rms cannot be bent but by playing it faster, which its body does as well. */
function heardPitch(voice: Pick<Voice, 'name' | 'pitch'>): number {
  const rises = voice.name.startsWith('rms') ? tractOf(voice.name) : 1;
  return (meanPitch(voice.name) ?? 130) * voice.pitch * rises;
}

/**
 * How far apart two voices sound: 1.5 for another recording, 1 for pitches a major third apart or vocal tracts 28%
 * apart (the just noticeable differences are about a twelfth of that).
 */
export function voiceDistance(a: Voice, b: Voice): number {
  const recording = (voice: Voice) => `${voice.engine} ${voice.name.split('-')[0]}`;
  return (
    (recording(a) === recording(b) ? 0 : 1.5) +
    3 * Math.abs(Math.log2(heardPitch(a) / heardPitch(b))) +
    4 * Math.abs(Math.log(tractOf(a.name) / tractOf(b.name))) +
    1.5 * Math.abs(Math.log(a.rate / b.rate))
  );
}
