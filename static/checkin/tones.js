// @ts-check
/** @typedef {import("./verdict.js").Kind} Kind */

/** One high, two alike, one low and long, two that fall: pitch in Hz, begin and length in seconds. @type {Partial<Record<Kind, [number, number, number][]>>} */
const TONES = {
  go: [[880, 0, 0.12]],
  bye: [
    [660, 0, 0.1],
    [440, 0.12, 0.14],
  ],
  mind: [
    [660, 0, 0.1],
    [660, 0.18, 0.1],
  ],
  stop: [[196, 0, 0.45]],
};
/** Milliseconds on, off, on. @type {Partial<Record<Kind, number[]>>} */
const PULSES = { go: [60], bye: [60, 40, 30], mind: [60, 80, 60], stop: [400] };
const VOLUME = 0.25;

/** Sounds and pulses. Browsers allow them once somebody has touched the page. */
export function createTones() {
  /** @type {AudioContext | null} */
  let context = null;
  let isOn = true;

  /** @param {AudioContext} audio @param {[number, number, number]} tone */
  function beep(audio, [pitch, begin, length]) {
    const start = audio.currentTime + begin;
    const sound = new OscillatorNode(audio, { frequency: pitch });
    const level = new GainNode(audio, { gain: 0 });
    level.gain.setTargetAtTime(VOLUME, start, 0.01);
    level.gain.setTargetAtTime(0, start + length, 0.02);
    sound.connect(level).connect(audio.destination);
    sound.start(start);
    sound.stop(start + length + 0.2);
  }

  return {
    /** To be called when somebody presses something. */
    wake() {
      if (typeof AudioContext === "undefined") return;
      context ??= new AudioContext();
      if (context.state === "suspended") context.resume().catch(() => {});
    },
    /** @param {boolean} on */
    turn(on) {
      isOn = on;
    },
    /** @param {Kind} kind */
    play(kind) {
      if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(PULSES[kind] ?? []);
      if (!isOn || context?.state !== "running") return;
      for (const tone of TONES[kind] ?? []) beep(context, tone);
    },
  };
}
