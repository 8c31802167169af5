import type { Parts } from './film.ts';

/** Small scripts that together use every rule; the invariants must hold in each of them. */
export const samples: Readonly<Record<string, { script: string; parts: Parts }>> = {
  'two in a kitchen, a street and a living room': {
    parts: {
      cast: { VERA: 'female', SAM: 'male', IVO: 'male' },
      props: { 'brass key': 'key' },
      kinds: { KITCHEN: 'kitchen', STREET: 'street', PARLOUR: 'living' },
    },
    script: `INT. KITCHEN - NIGHT

VERA (30s) sits at the table. In front of her, a brass key.

SAM (30s, red beard) enters. He sees the key and stops.

SAM
You went through my coat.

She picks up the key.

VERA
(quietly)
Every Sunday you say you go running. Whose door is this, Sam?

Sam sits down across from her.

SAM
It isn't what you--

VERA
(beat)
Then tell me what I think!

A long silence. Sam stands up.

SAM
Get your coat...

EXT. STREET - NIGHT

IVO (70s) waits on the pavement. Vera and Sam walk up to him.

IVO
You said spring.

Ivo points at the door behind her. She turns.

CLOSE ON VERA

VERA
(whispering)
That's my mother's house.

DISSOLVE TO:

INT. PARLOUR - CONTINUOUS

Vera enters, the key in her hand. Sam follows her.

SAM
I know.

She looks at the key. She laughs, and wipes her eyes.

Ivo enters.

IVO
It is raining in the bedroom.

Vera gives Sam the key. Sam puts it on the table and leaves. Vera runs after him.

FADE OUT.`,
  },
  'an office, things handed about': {
    parts: {
      cast: { ANNA: 'female', 'DETECTIVE COLE': 'male', MARK: 'male', ROSE: 'female' },
      props: { letter: 'letter', cup: 'cup', gun: 'gun', phone: 'phone', glass: 'glass' },
      kinds: { OFFICE: 'office', BAR: 'bar' },
    },
    script: `FADE IN:

INT. OFFICE - DAY

ANNA types at her desk. A phone rings.

She picks up the phone and listens.

ANNA
(into phone)
Yes. He's here.

She hangs up. Detective Cole, holding a letter, bursts in.

COLE

DETECTIVE COLE
(shouting, angry)
Where is he?!

MARK (O.S.)
Behind you.

Mark walks in. He takes the letter from Cole and reads it. Anna gets up, crosses to the window and looks out.

ANNA
(to Mark)
What does it say?

MARK
You lied to me.

ANNA ^
No! Never!

Mark puts the letter on the desk, then picks up a cup and drinks. Cole takes out a gun.

INSERT - THE LETTER

BACK TO SCENE

Rose enters. She hugs Anna. They cry. Mark shrugs and leaves. The zeppelin gribbles. Rose frobnicates the cup.

Cole sits. He does not answer. Everyone looks at Cole. Anna opens the door.

ROSE
Goodbye, all of you.

She exits. Cole follows her.

INT. BAR - NIGHT

Rose stands behind the counter, polishing a glass. Mark sits on a stool.

ROSE
Whatever. I don't know. Another?

MARK
(nods)
Yes.

Rose pours. She slides the glass to Mark. He drinks, sighs, and puts it down. Rose leans against the bar. He turns away.

MARK
I love you.

Mark kneels beside her. She backs away. He drops the glass. She slaps him. Mark lies down. Rose dances. Rose jumps.`,
  },
  'a car, a crowd, and nobody': {
    parts: {
      cast: {
        ADA: 'female',
        BEN: 'male',
        CY: 'male',
        DEE: 'female',
        EVE: 'female',
        FAY: 'female',
        GUS: 'male',
        HAL: 'male',
        IDA: 'female',
        JAN: 'unknown',
        KIT: 'unknown',
        LOU: 'unknown',
      },
      props: { map: 'map', bag: 'bag' },
      kinds: { CAR: 'car', HALL: 'hall', ROOM: 'bare', FOREST: 'forest', CELL: 'bare', BEDROOM: 'bedroom' },
    },
    script: `INT. CAR - DAY

Ben drives. Ada reads the map.

ADA
Left. LEFT!

BEN
You never said left.

Ada gets out. Ben walks to the door. She hugs him.

INT. HALL - DAY

Ada, Ben, Cy, Dee, Eve, Fay, Gus, Hal, Ida, Jan, Kit and Lou stand in a half circle.

ADA
Is everyone here?

LOU
Almost.

Gus storms out. Hal chases him. Dee paces. They all sit down.

EXT. FOREST - DAWN

Wind. Mist between the trees.

EXT. FOREST - DAY

Cy carries a bag. He approaches Dee. He sets down the bag and kneels.

CY
Look at this.

DEE (V.O.)
I never knew what he meant.

Cy stands up and walks away. Dee looks around. Dee sits on the ground.

INT. ROOM - DAY

EVE
I was here first.

FAY
You were not.

GUS
Shh.

INT. CELL - NIGHT

Hal lies in bed. Ida knocks on the door.

IDA (O.S.)
Hal?

Hal sits up. Ida opens the door and comes in. They embrace. Ida exits. Ida comes back.

INT. BEDROOM - NIGHT

Jan is asleep in bed. Kit sits on the bed. Lou watches from the window.

KIT
Wake up.

Jan wakes. Kit closes the door. Lou rushes to Jan.

> THE END <`,
  },
};
