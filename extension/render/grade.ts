/** How a place and an hour are coloured after rendering. */
export type Grade = 'day' | 'dusk' | 'night';

/** Split-toned curves: shadows lean to blue, highlights to warm; night keeps its blacks. */
const curves: Record<Grade, string> = {
  day: "curves=r='0/.012 .25/.245 .7/.73 1/1':g='0/.014 .25/.25 .7/.715 1/.995':b='0/.028 .25/.265 .7/.70 1/.965'",
  dusk: "curves=r='0/.020 .5/.535 1/1':g='0/.008 .5/.50 1/.99':b='0/.030 .5/.485 1/.95'",
  night:
    "curves=r='0/.010 .25/.245 .6/.63 1/1':g='0/.012 .25/.25 .6/.61 1/1':b='0/.030 .25/.275 .6/.60 1/.98'",
};

/** Blur of the bloom at 270 lines; it grows with the picture. */
const bloomSigma = 11 / 270;

/**
 * ffmpeg's filter chain from rendered frames to graded pictures: scaled down by area (which is the antialiasing of a
 * draft), bloom (bright parts blurred and screened), curves by hour, vignette, and grain in the luma alone.
 */
export function gradeFilter(grade: Grade, size: { width: number; height: number }): string {
  const sigma = (bloomSigma * size.height).toFixed(2);
  return [
    `scale=${size.width}:${size.height}:flags=area,format=gbrp,split[picture][bright]`,
    `[bright]curves=all='0/0 .5/0 .8/.6 1/1',gblur=sigma=${sigma}:steps=2[glow]`,
    `[picture][glow]blend=all_mode=screen:all_opacity=.75,${curves[grade]},vignette=angle=0.34,format=yuv444p,noise=c0s=3:c0f=t`,
  ].join(';');
}
