/** One of Flite's own recordings. `f0` is its mean pitch in Hz as measured; `tempo` brings it to the others' speed. */
interface Recording {
  f0: number;
  tempo: number;
  /** Whether its pitch obeys `int_f0_target_mean`; rms keeps its own, and is bent by resampling alone. */
  bends: boolean;
  swing: number;
}

const recordings = {
  slt: { f0: 174, tempo: 1, bends: true, swing: 15 },
  awb: { f0: 131, tempo: 1, bends: true, swing: 15 },
  rms: { f0: 103, tempo: 1.14, bends: false, swing: 0 },
  kal16: { f0: 105, tempo: 1, bends: true, swing: 22 },
} as const satisfies Record<string, Recording>;

type RecordingName = keyof typeof recordings;

/** How large the speaker is heard to be: a factor on the formants (a shorter vocal tract has higher ones). */
const bodies = { large: 0.92, small: 1.1, child: 1.19 } as const;

export const fliteVoiceNames: readonly string[] = Object.keys(recordings).flatMap((name) => [
  name,
  ...Object.keys(bodies).map((body) => `${name}-${body}`),
]);

/** Mean pitch of a voice of ours as recorded, Hz; undefined for a name that is none. */
export const meanPitch = (name: string): number | undefined =>
  recordings[name.split('-')[0] as RecordingName]?.f0;

/** Formants of a voice of ours against its recording's own. */
export const tractOf = (name: string): number => bodies[name.split('-')[1] as keyof typeof bodies] ?? 1;

/** Flite's settings for a voice, and how fast the result is to be played so that it comes out as wanted. */
export interface FliteSettings {
  recording: string;
  stretch: number;
  f0: number;
  swing: number;
  playback: number;
}

/**
 * A voice with pitch and rate as factors on the recording, as Flite's own settings. Playing the sound `playback`
 * times as fast moves the formants; pitch and duration are asked for so that they come out right afterwards.
 * Throws RangeError for a name that is no voice of ours.
 */
export function fliteSettings(
  voice: { name: string; pitch: number; rate: number },
  lively: number,
): FliteSettings {
  if (!fliteVoiceNames.includes(voice.name)) throw new RangeError(`Flite has no voice "${voice.name}"`);
  const name = voice.name.split('-')[0] as RecordingName;
  const { f0, tempo, bends, swing } = recordings[name];
  const playback = bends
    ? tractOf(voice.name)
    : Math.min(1.3, Math.max(0.8, tractOf(voice.name) * voice.pitch));
  return {
    recording: name,
    stretch: playback / (voice.rate * tempo),
    f0: bends ? (f0 * voice.pitch) / playback : 0,
    swing: (swing * lively) / playback,
    playback,
  };
}
