// Fills whole forms with legal answers as a person with ODK Collect does, and writes what Collect would send.
// One JSON request on standard input, one JSON reply on standard output; tests/conformance/javarosa runs it.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.RangeQuestion;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.ValidateOutcome;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DateTimeData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectMultiData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.TimeData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.joda.time.DateTimeZone;

public class Collector {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MISSING = "mystery_missing_";
    private static final int MOST_TRIES = 60;
    private static final int MOST_PASSES = 6;
    private static final int MOST_ROUNDS = 3;

    public static void main(String[] arguments) throws Exception {
        PrintStream replies = System.out;
        System.setOut(System.err); // what JavaRosa logs is no reply
        JsonNode request = JSON.readTree(System.in);
        String zone = request.get("zone").asText();
        Locale.setDefault(Locale.forLanguageTag("en-DE"));
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
        DateTimeZone.setDefault(DateTimeZone.forID(zone));
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        List<Object> found = new ArrayList<>();
        for (JsonNode task : request.get("tasks")) found.add(filled(task));
        JSON.writeValue(replies, found);
    }

    private static Map<String, Object> filled(JsonNode task) {
        Map<String, Object> reply = new LinkedHashMap<>();
        try {
            readFilesFrom(new File(task.get("folder").asText()));
            return new Person(task).report();
        } catch (Throwable error) { // a form that cannot be filled is told, and stops no other
            reply.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
            return reply;
        }
    }

    /** Collect keeps what came with a form beside it, whatever kind of address the form uses. */
    private static void readFilesFrom(File folder) {
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv", "file", "images", "audio", "video"}) {
            @Override
            protected Reference factory(String terminal, String uri) {
                return new Beside(new File(folder, terminal), uri);
            }
        });
    }

    private static final class Beside implements Reference {
        private final File file;
        private final String uri;

        Beside(File file, String uri) {
            this.file = file;
            this.uri = uri;
        }

        public boolean doesBinaryExist() {
            return file.exists();
        }

        public InputStream getStream() throws IOException {
            return new FileInputStream(file);
        }

        public String getURI() {
            return uri;
        }

        public String getLocalURI() {
            return file.getAbsolutePath();
        }

        public boolean isReadOnly() {
            return true;
        }

        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        public void remove() {
            throw new UnsupportedOperationException();
        }

        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }

    /** Collect's own function, spelt with what JavaRosa has. */
    private static final class PullData implements IFunctionHandler {
        private final FormDef form;

        PullData(FormDef form) {
            this.form = form;
        }

        public String getName() {
            return "pulldata";
        }

        public List<Class[]> getPrototypes() {
            return new ArrayList<>();
        }

        public boolean rawArgs() {
            return true;
        }

        public boolean realTime() {
            return false;
        }

        public Object eval(Object[] arguments, EvaluationContext context) {
            String[] texts = new String[4];
            for (int index = 0; index < 4; index++) texts[index] = XPathFuncExpr.toString(arguments[index]);
            String quote = texts[3].contains("'") ? "\"" : "'";
            String path = "instance('" + texts[0] + "')/root/item[" + texts[2] + "=" + quote + texts[3] + quote + "]/" + texts[1];
            try {
                XPathNodeset nodes = (XPathNodeset) XPathParseTool.parseXPath(path).eval(form.getMainInstance(), context);
                return nodes.size() == 0 ? "" : nodes.getValAt(0);
            } catch (Exception wrong) {
                return "";
            }
        }
    }

    /** Goes through the form from front to back, gives legal answers, and goes back where something is left. */
    private static final class Person {
        private final FormDef form;
        private final FormEntryModel model;
        private final FormEntryController controller;
        private final Random dice;
        private final Map<String, String> wanted = new LinkedHashMap<>();
        private final Map<String, String> media = new LinkedHashMap<>();
        private final List<String> lines = new ArrayList<>();
        private long now;

        Person(JsonNode task) throws Exception {
            byte[] xform = task.get("xform").asText().getBytes(StandardCharsets.UTF_8);
            form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xform));
            form.addFunctionHandler(new PullData(form));
            form.initialize(true, new InstanceInitializationFactory());
            model = new FormEntryModel(form);
            controller = new FormEntryController(model);
            dice = new Random(task.get("seed").asLong());
            task.path("wanted").fields().forEachRemaining(each -> wanted.put(each.getKey(), each.getValue().asText()));
            now = System.currentTimeMillis(); // what fills `start` and today() asks the machine, too
        }

        Map<String, Object> report() throws Exception {
            lines.add("form start,," + now + ",");
            for (int pass = 0; pass < MOST_PASSES && walk(pass == 0); pass++) continue;
            form.postProcessInstance();
            TreeElement audit = audit();
            if (audit != null) audit.setValue(new StringData("audit.csv"));
            Map<String, Object> reply = new LinkedHashMap<>();
            ValidateOutcome outcome = form.validate(true);
            if (outcome != null) reply.put("invalid", String.valueOf(outcome.failedPrompt.getReference()));
            byte[] submission = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
            reply.put("submission", new String(submission, StandardCharsets.UTF_8));
            reply.put("media", media);
            reply.put("audit", "event,node,start,end\n" + String.join("\n", lines) + "\n");
            return reply;
        }

        private TreeElement audit() {
            TreeElement meta = child(form.getMainInstance().getRoot(), "meta");
            return meta == null ? null : child(meta, "audit");
        }

        private static TreeElement child(TreeElement parent, String name) {
            for (int place = 0; place < parent.getNumChildren(); place++) {
                if (parent.getChildAt(place).getName().equals(name)) return parent.getChildAt(place);
            }
            return null;
        }

        /** Whether anything was answered: then what comes before may have changed. */
        private boolean walk(boolean first) {
            boolean changed = false;
            FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
            for (; index.isInForm(); index = model.incrementIndex(index)) {
                model.setQuestionIndex(index);
                int event = model.getEvent(index);
                if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && first && model.isIndexRelevant(index)) {
                    changed |= addRound(index);
                } else if (event == FormEntryController.EVENT_QUESTION && model.isIndexRelevant(index)) {
                    changed |= answer(index);
                }
            }
            return changed;
        }

        private boolean addRound(FormIndex index) {
            if (dice.nextInt(MOST_ROUNDS) == 0) return false;
            controller.newRepeat(index);
            return true;
        }

        private boolean answer(FormIndex index) {
            FormEntryPrompt prompt = model.getQuestionPrompt(index);
            if (prompt.isReadOnly() || prompt.getAnswerValue() != null && isRight(index, prompt)) return false;
            boolean optional = !prompt.isRequired();
            String name = index.getReference().getNameLast();
            if (optional && (name.endsWith("_mystery_missing") || dice.nextInt(4) == 0)) return false;
            for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
                IAnswerData data = candidate(prompt, name, attempt);
                if (data != null && controller.answerQuestion(index, data, true) == FormEntryController.ANSWER_OK) {
                    lines.add("question," + index.getReference().toString(true) + "," + now + "," + (++now));
                    return true;
                }
            }
            return false;
        }

        private boolean isRight(FormIndex index, FormEntryPrompt prompt) {
            return form.evaluateConstraint(index.getReference(), prompt.getAnswerValue());
        }

        private IAnswerData candidate(FormEntryPrompt prompt, String name, int attempt) {
            if (wanted.containsKey(name) && attempt == 0) return new SelectOneData(new Selection(wanted.get(name)));
            switch (prompt.getControlType()) {
                case Constants.CONTROL_SELECT_ONE:
                    return one(choices(prompt, attempt));
                case Constants.CONTROL_SELECT_MULTI:
                    return several(choices(prompt, attempt));
                case Constants.CONTROL_RANK:
                    return order(choices(prompt, attempt));
                case Constants.CONTROL_TRIGGER:
                    return new StringData("OK");
                case Constants.CONTROL_UPLOAD:
                case Constants.CONTROL_IMAGE_CHOOSE:
                case Constants.CONTROL_AUDIO_CAPTURE:
                case Constants.CONTROL_VIDEO_CAPTURE:
                case Constants.CONTROL_FILE_CAPTURE:
                    return file(prompt, name);
                default:
                    return typed(prompt, attempt);
            }
        }

        private List<Selection> choices(FormEntryPrompt prompt, int attempt) {
            List<Selection> found = new ArrayList<>();
            List<SelectChoice> all = prompt.getSelectChoices();
            if (all == null) return found;
            for (SelectChoice choice : all) {
                if (attempt > MOST_TRIES / 2 || !choice.getValue().startsWith(MISSING) || dice.nextInt(5) == 0) found.add(choice.selection());
            }
            return found;
        }

        private IAnswerData one(List<Selection> from) {
            return from.isEmpty() ? null : new SelectOneData(from.get(dice.nextInt(from.size())));
        }

        private IAnswerData several(List<Selection> from) {
            List<Selection> chosen = new ArrayList<>();
            for (Selection each : from) if (!each.getValue().startsWith(MISSING) && dice.nextBoolean()) chosen.add(each);
            if (chosen.isEmpty() && !from.isEmpty()) chosen.add(from.get(dice.nextInt(from.size())));
            return chosen.isEmpty() ? null : new SelectMultiData(chosen);
        }

        private IAnswerData order(List<Selection> from) {
            List<Selection> all = new ArrayList<>();
            for (Selection each : from) if (!each.getValue().startsWith(MISSING)) all.add(each);
            Collections.shuffle(all, dice);
            return all.isEmpty() ? null : new MultipleItemsData(all);
        }

        private IAnswerData file(FormEntryPrompt prompt, String name) {
            String file = (media.size() + 1) + "-" + name + " ä.jpg";
            media.put(file, name);
            return new StringData(file);
        }

        private IAnswerData typed(FormEntryPrompt prompt, int attempt) {
            int[] sizes = {5, 1, 10, 30, 100, 0, 1000, 100000, 2, 3};
            int number = attempt == 0 && prompt.getQuestion() instanceof RangeQuestion ? start((RangeQuestion) prompt.getQuestion()) : dice.nextInt(sizes[attempt % sizes.length] + 1);
            switch (prompt.getDataType()) {
                case Constants.DATATYPE_INTEGER:
                    return new IntegerData(number);
                case Constants.DATATYPE_DECIMAL:
                    return new DecimalData(attempt % 2 == 0 ? number : number + 0.5);
                case Constants.DATATYPE_DATE:
                    return new DateData(new Date(now + 86400000L * (attempt % 3 == 0 ? number : -number)));
                case Constants.DATATYPE_DATE_TIME:
                    return new DateTimeData(new Date(now - 60000L * number));
                case Constants.DATATYPE_TIME:
                    return new TimeData(new Date(now - 60000L * number));
                case Constants.DATATYPE_GEOPOINT:
                case Constants.DATATYPE_GEOTRACE:
                case Constants.DATATYPE_GEOSHAPE:
                    return place(prompt, number);
                default:
                    return text(prompt, number, attempt);
            }
        }

        private static int start(RangeQuestion range) {
            return range.getRangeStart().intValue();
        }

        private IAnswerData place(FormEntryPrompt prompt, int number) {
            String point = "52." + number + " 13.4 0 0";
            boolean single = prompt.getDataType() == Constants.DATATYPE_GEOPOINT;
            String line = single ? point : point + ";52.6 13.5 0 0;52.7 13.4 0 0;" + point;
            return XFormAnswerDataParser.getAnswerData(line, prompt.getDataType(), prompt.getQuestion());
        }

        private IAnswerData text(FormEntryPrompt prompt, int number, int attempt) {
            String[] texts = {"Wörter & <Zeichen>", "abc", "A" + number, "" + number, "yes", "a@b.example", "AB-" + (1000 + number), "+49 40 123"};
            return new StringData(texts[attempt % texts.length]);
        }
    }
}
