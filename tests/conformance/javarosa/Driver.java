// Asks JavaRosa, the engine of ODK Collect: one JSON request on standard input, one JSON reply on standard output.
// Run as `java -cp ODK_Validate.jar Driver.java`; tests/conformance/javarosa/__init__.py does.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectMultiData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
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
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;
import org.javarosa.xpath.parser.XPathSyntaxException;
import org.joda.time.DateTimeUtils;
import org.joda.time.DateTimeZone;

public class Driver {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        PrintStream replies = System.out;
        System.setOut(System.err); // what JavaRosa logs is no reply
        JsonNode request = JSON.readTree(System.in);
        setClock(request.get("now").asLong(), request.get("zone").asText());
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        List<Object> found = new ArrayList<>();
        for (JsonNode task : request.get("tasks")) found.add(answer(task));
        JSON.writeValue(replies, found);
    }

    private static void setClock(long now, String zone) {
        Locale.setDefault(Locale.forLanguageTag("en-DE")); // English names of months, weeks that begin on Monday
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
        DateTimeZone.setDefault(DateTimeZone.forID(zone));
        DateTimeUtils.setCurrentMillisFixed(now);
    }

    private static Object answer(JsonNode task) {
        try {
            FormDef form = load(task.get("xform").asText());
            return task.has("expressions") ? new Expressions(form, task).values() : new Interview(form).play(task.get("steps"));
        } catch (Throwable error) { // a form that JavaRosa refuses is an answer too
            return failure(error);
        }
    }

    static FormDef load(String xform) throws Exception {
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xform.getBytes(StandardCharsets.UTF_8)));
        form.addFunctionHandler(new PullData(form));
        form.initialize(true, new InstanceInitializationFactory());
        return form;
    }

    static Map<String, Object> failure(Throwable error) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("error", error.getClass().getSimpleName());
        reply.put("message", String.valueOf(error.getMessage()));
        return reply;
    }

    /** A value and its type. Dates are told in milliseconds: JavaRosa knows no difference between a day and a moment. */
    static Map<String, Object> typed(Object value) {
        Map<String, Object> reply = new LinkedHashMap<>();
        if (value instanceof XPathNodeset) return typed((XPathNodeset) value);
        if (value instanceof Double) {
            double number = (Double) value;
            reply.put("type", "number");
            reply.put("value", Double.isNaN(number) || Double.isInfinite(number) ? String.valueOf(number) : (Object) number);
        } else if (value instanceof Date) {
            reply.put("type", "date");
            reply.put("value", ((Date) value).getTime());
        } else if (value instanceof Boolean || value instanceof String) {
            reply.put("type", value instanceof Boolean ? "boolean" : "string");
            reply.put("value", value);
        } else {
            reply.put("type", value.getClass().getSimpleName());
            reply.put("value", XPathFuncExpr.toString(value));
        }
        return reply;
    }

    private static Map<String, Object> typed(XPathNodeset nodes) {
        if (nodes.size() == 0) return typed("");
        if (nodes.size() == 1) return typed(nodes.getValAt(0));
        List<Object> values = new ArrayList<>();
        for (Object one : nodes.toArgList()) values.add(typed(XPathFuncExpr.unpack(one)).get("value"));
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("type", "list");
        reply.put("value", values);
        return reply;
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
                Object found = XPathParseTool.parseXPath(path).eval(form.getMainInstance(), context);
                XPathNodeset nodes = (XPathNodeset) found;
                return nodes.size() == 0 ? "" : nodes.getValAt(0);
            } catch (XPathSyntaxException wrong) {
                return "";
            }
        }
    }

    /** Expressions asked at one node of one form. */
    private static final class Expressions {
        private final FormDef form;
        private final JsonNode task;

        Expressions(FormDef form, JsonNode task) {
            this.form = form;
            this.task = task;
        }

        List<Object> values() {
            TreeReference at = XPathRefs.of(task.get("at").asText());
            EvaluationContext context = new EvaluationContext(form.getEvaluationContext(), at);
            List<Object> found = new ArrayList<>();
            for (JsonNode text : task.get("expressions")) found.add(value(text.asText(), context));
            return found;
        }

        private Object value(String text, EvaluationContext context) {
            try {
                XPathExpression expression = XPathParseTool.parseXPath(text);
                return typed(expression.eval(form.getMainInstance(), context));
            } catch (Throwable error) {
                return failure(error);
            }
        }
    }

    private static final class XPathRefs {
        static TreeReference of(String path) {
            return ((XPathPathExpr) parse(path)).getReference();
        }

        private static XPathExpression parse(String path) {
            try {
                return XPathParseTool.parseXPath(path);
            } catch (XPathSyntaxException wrong) {
                throw new IllegalArgumentException(path, wrong);
            }
        }
    }

    /** A form that is filled step by step, and what stands in it after each step. */
    private static final class Interview {
        private final FormDef form;
        private final FormEntryModel model;
        private final FormEntryController controller;

        Interview(FormDef form) {
            this.form = form;
            model = new FormEntryModel(form);
            controller = new FormEntryController(model);
        }

        Object play(JsonNode steps) throws Exception {
            List<Object> seen = new ArrayList<>();
            indexes(); // walking makes the instances that a count asks for
            for (JsonNode step : steps) {
                take(step);
                indexes();
                if (step.path("look").asBoolean(true)) seen.add(look());
            }
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("seen", seen);
            byte[] submission = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
            reply.put("submission", new String(submission, StandardCharsets.UTF_8));
            return reply;
        }

        private void take(JsonNode step) throws Exception {
            String path = step.path("path").asText();
            if (step.has("instances")) {
                setInstances(path, step.get("instances").asInt());
            } else if (step.has("remove")) {
                form.deleteRepeat(instance(path));
            } else if (step.has("value")) {
                answer(nodes().get(path), step.get("value").asText());
            }
        }

        private void answer(TreeElement node, String text) {
            if (node == null) throw new IllegalStateException("no such node");
            TreeReference at = node.getRef();
            QuestionDef question = FormDef.findQuestionByRef(at.genericize(), form);
            form.setValue(data(text, node, question), at, true);
        }

        private static IAnswerData data(String text, TreeElement node, QuestionDef question) {
            if (text.isEmpty()) return null;
            int control = question == null ? Constants.CONTROL_INPUT : question.getControlType();
            if (control == Constants.CONTROL_SELECT_ONE) return new SelectOneData(new Selection(text));
            if (control != Constants.CONTROL_SELECT_MULTI && control != Constants.CONTROL_RANK) {
                return XFormAnswerDataParser.getAnswerData(text, node.getDataType(), question);
            }
            List<Selection> chosen = new ArrayList<>();
            for (String code : text.split(" ")) chosen.add(new Selection(code));
            return control == Constants.CONTROL_RANK ? new MultipleItemsData(chosen) : new SelectMultiData(chosen);
        }

        /** Adds or removes instances at the end until there are as many as wanted. */
        private void setInstances(String path, int wanted) throws Exception {
            int have = count(path);
            for (; have > wanted; have--) form.deleteRepeat(instance(path + "[" + have + "]"));
            for (; have < wanted; have++) {
                FormIndex prompt = null;
                for (FormIndex index : indexes()) {
                    boolean isPrompt = model.getEvent(index) == FormEntryController.EVENT_PROMPT_NEW_REPEAT;
                    if (isPrompt && key(index.getReference()).equals(path + "[" + (have + 1) + "]")) prompt = index;
                }
                if (prompt == null) throw new IllegalStateException("no more of " + path);
                controller.newRepeat(prompt);
            }
        }

        private int count(String path) {
            int found = 0;
            for (FormIndex index : indexes()) {
                boolean isInstance = model.getEvent(index) == FormEntryController.EVENT_REPEAT;
                if (isInstance && key(index.getReference()).replaceAll("\\[\\d+]$", "").equals(path)) found++;
            }
            return found;
        }

        private FormIndex instance(String path) {
            for (FormIndex index : indexes()) {
                if (model.getEvent(index) == FormEntryController.EVENT_REPEAT && key(index.getReference()).equals(path)) return index;
            }
            throw new IllegalStateException("no instance " + path);
        }

        private List<FormIndex> indexes() {
            List<FormIndex> found = new ArrayList<>();
            FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
            for (; index.isInForm(); index = model.incrementIndex(index)) {
                model.setQuestionIndex(index); // as a person who goes through the pages
                found.add(index);
            }
            return found;
        }

        /** `visit[2]/part`: groups are left out, as in our paths. */
        private String key(TreeReference reference) {
            List<String> parts = new ArrayList<>();
            TreeReference generic = TreeReference.rootRef();
            for (int level = 0; level < reference.size(); level++) {
                generic.add(reference.getName(level), TreeReference.INDEX_UNBOUND);
                boolean isRepeat = isRepeat(generic);
                boolean isLast = level == reference.size() - 1;
                if (isRepeat) parts.add(reference.getName(level) + "[" + (reference.getMultiplicity(level) + 1) + "]");
                else if (isLast) parts.add(reference.getName(level));
            }
            return String.join("/", parts);
        }

        private boolean isRepeat(TreeReference generic) {
            TreeElement template = form.getMainInstance().getTemplate(generic);
            return template != null;
        }

        private Map<String, TreeElement> nodes() {
            Map<String, TreeElement> found = new LinkedHashMap<>();
            collect(form.getMainInstance().getRoot(), found);
            return found;
        }

        private void collect(TreeElement element, Map<String, TreeElement> found) {
            for (int place = 0; place < element.getNumChildren(); place++) {
                TreeElement child = element.getChildAt(place);
                if (child.getMult() == TreeReference.INDEX_TEMPLATE) continue;
                if (child.isLeaf()) found.put(key(child.getRef()), child);
                else collect(child, found);
            }
        }

        private Map<String, Object> look() {
            Map<String, Object> seen = new LinkedHashMap<>();
            for (FormIndex index : indexes()) { // first: asking for choices takes away what may no longer be chosen
                if (model.getEvent(index) == FormEntryController.EVENT_QUESTION) seen.put(key(index.getReference()), asked(index));
            }
            Map<String, Object> all = new LinkedHashMap<>();
            for (Map.Entry<String, TreeElement> one : nodes().entrySet()) {
                Map<String, Object> told = told(one.getValue());
                if (seen.containsKey(one.getKey())) told.putAll((Map<String, Object>) seen.get(one.getKey()));
                all.put(one.getKey(), told);
            }
            return all;
        }

        private Map<String, Object> told(TreeElement node) {
            Map<String, Object> told = new LinkedHashMap<>();
            IAnswerData value = node.getValue();
            told.put("relevant", node.isRelevant());
            told.put("value", value == null ? "" : value.uncast().getString());
            told.put("required", node.isRequired());
            told.put("readonly", !node.isEnabled());
            told.put("valid", value == null || form.evaluateConstraint(node.getRef(), value));
            return told;
        }

        private Map<String, Object> asked(FormIndex index) {
            Map<String, Object> asked = new LinkedHashMap<>();
            FormEntryPrompt prompt = model.getQuestionPrompt(index);
            asked.put("label", prompt.getQuestionText());
            List<SelectChoice> choices = model.isIndexRelevant(index) ? prompt.getSelectChoices() : null;
            if (choices == null) return asked;
            List<String> codes = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            for (SelectChoice choice : choices) {
                codes.add(choice.getValue());
                labels.add(prompt.getSelectChoiceText(choice));
            }
            asked.put("choices", codes);
            asked.put("choiceLabels", labels);
            return asked;
        }
    }
}
